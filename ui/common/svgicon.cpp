// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/svgicon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace handglass {

namespace {

class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(const QString &name, const QColor &colour, const QColor &disabled)
        : m_name(name)
        , m_colour(colour)
        , m_disabled(disabled)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        QByteArray svg = file.readAll();
        const QColor colour = mode == QIcon::Disabled ? m_disabled : m_colour;
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor colour = mode == QIcon::Disabled ? m_disabled : m_colour;
        const QString key =
            QStringLiteral("handglass-%1-%2-%3x%4").arg(m_name, colour.name()).arg(size.width()).arg(size.height());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }
    QIconEngine *clone() const override { return new SvgIconEngine(*this); }
    QString key() const override { return QStringLiteral("handglass"); }

private:
    QString m_name;
    QColor m_colour;
    QColor m_disabled;
};

} // namespace

QIcon svgIcon(const QString &name, const QColor &colour, const QColor &disabled)
{
    if (!QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)))
        return {};
    return QIcon(new SvgIconEngine(name, colour, disabled));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/noticearea.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

NoticeArea::NoticeArea(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

NoticeBar *NoticeArea::show(const QString &subject, NoticeBar::Level level, const QString &text)
{
    close(subject);
    auto *bar = new NoticeBar(m_theme, level, text, this);
    bar->setObjectName(subject);
    m_column->addWidget(bar);
    m_bars.insert(subject, bar);
    QWidget::show();
    bar->show();
    return bar;
}

void NoticeArea::close(const QString &subject)
{
    NoticeBar *bar = m_bars.take(subject);
    if (bar == nullptr)
        return;
    bar->setObjectName({});
    bar->hide();
    bar->deleteLater();
    m_column->removeWidget(bar);
    setVisible(!m_bars.isEmpty());
}

void NoticeArea::tell(const QString &subject, NoticeBar::Level level, const QString &text)
{
    NoticeBar *bar = show(subject, level, text);
    QPushButton *dismiss = bar->addButton(tr("Close"), subject + QStringLiteral("Close"));
    connect(dismiss, &QPushButton::clicked, this, [this, subject] { close(subject); });
}

} // namespace handglass

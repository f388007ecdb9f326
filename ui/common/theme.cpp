// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include "ui/common/colours.h"
#include "ui/common/style.h"
#include "ui/common/svgicon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>

/// The resources stand in a static library: nothing else would link them in. Q_INIT_RESOURCE wants the global
/// namespace.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace handglass {

namespace {

/// Asked for by name: a list of all fonts, or a font in its place, takes longer than the rest of the theme.
QString monoFamily()
{
    for (const QString &wanted : {QStringLiteral("JetBrains Mono NL"), QStringLiteral("JetBrains Mono")}) {
        if (QFontDatabase::hasFamily(wanted))
            return wanted;
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

int stepOffset(TypeStep step)
{
    switch (step) {
    case TypeStep::Title:
        return 7;
    case TypeStep::Heading:
        return 2;
    case TypeStep::Body:
        return 0;
    case TypeStep::Table:
        return -1;
    case TypeStep::Small:
        return -2;
    }
    return 0;
}

/// An application palette of default values is the system's.
bool systemIsDark()
{
    const QPalette own = QApplication::palette();
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    QApplication::setPalette(own);
    return system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_colours(lightColours())
    , m_uiFont(QGuiApplication::font())
    , m_monoFamily(monoFamily())
{
    initResources();
}

void Theme::apply(ThemeChoice choice)
{
    m_choice = choice;
    if (QApplication::style()->objectName() != Style::name())
        QApplication::setStyle(new Style);
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    setColours(dark ? darkColours() : lightColours());
}

void Theme::setColours(const Colours &colours)
{
    m_colours = colours;
    if (auto *style = qobject_cast<Style *>(QApplication::style()))
        style->setColours(colours);
    QApplication::setPalette(paletteFor(colours));
    Q_EMIT changed();
}

void Theme::followSystem()
{
    if (m_choice == ThemeChoice::System && systemIsDark() != m_colours.dark)
        apply(ThemeChoice::System);
}

ThemeChoice Theme::choice() const
{
    return m_choice;
}

const Colours &Theme::colours() const
{
    return m_colours;
}

void Theme::setTextFactor(double factor)
{
    if (qFuzzyCompare(factor, m_textFactor))
        return;
    m_textFactor = factor;
    Q_EMIT changed();
}

/// offset: px from the UI font's own size.
int Theme::pixelSize(int offset) const
{
    return qRound(qMax(9, QFontInfo(m_uiFont).pixelSize() + offset) * m_textFactor);
}

QFont Theme::font(TypeStep step, QFont::Weight weight) const
{
    QFont font = m_uiFont;
    font.setPixelSize(pixelSize(stepOffset(step)));
    font.setWeight(weight);
    return font;
}

QFont Theme::mono() const
{
    QFont font(m_monoFamily);
    font.setPixelSize(pixelSize(-1));
    font.setFixedPitch(true);
    font.setStyleHint(QFont::Monospace);
    font.setKerning(false);
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

QIcon Theme::icon(const QString &name, const QColor &colour) const
{
    return svgIcon(name, colour.isValid() ? colour : m_colours.text, m_colours.disabled);
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

namespace handglass {

enum class ThemeChoice : quint8 { System, Light, Dark };

/// The colour tokens of the design, one value a theme.
struct Colours {
    bool dark = false;
    // surfaces and chrome
    QColor window, base, sunken, hover, line, edge, sel, selInactive, accent, onAccent, sentBg, failBg, okBg, warnBg;
    // text and marks
    QColor text, text2, text3, sent, received, ok, warn, fail, purpose, disabled;
    // payload text
    QColor jsonString, jsonNumber, jsonLiteral;
};

/// Type steps of the design.
enum class TypeStep : quint8 { Title, Heading, Body, Table, Small };

/// Colours, fonts and icons; one for the program, passed to every panel. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);
    /// Sets style and palette of the application.
    void apply(ThemeChoice choice);
    ThemeChoice choice() const;
    const Colours &colours() const;
    QFont font(TypeStep step = TypeStep::Body, QFont::Weight weight = QFont::Normal) const;
    /// Makes all fonts this much larger: for a room that looks on. 1: as they are.
    void setTextFactor(double factor);
    /// Fixed pitch, one px smaller than the UI font, no ligatures.
    QFont mono() const;
    /// One of resources/icons by its name ("sent", "ping", …) in a colour (the text colour if invalid); sharp at every
    /// scale.
    QIcon icon(const QString &name, const QColor &colour = {}) const;

Q_SIGNALS:
    /// Colours or fonts are others now: icons must be asked for again.
    void changed();

public:
    /// The system's theme changed (QEvent::ThemeChange): follows it if that is the choice.
    void followSystem();

private:
    void setColours(const Colours &colours);
    int pixelSize(int offset) const;

    ThemeChoice m_choice = ThemeChoice::System;
    Colours m_colours;
    QFont m_uiFont;
    QString m_monoFamily;
    double m_textFactor = 1;
};

} // namespace handglass

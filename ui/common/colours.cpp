// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"

namespace handglass {

Colours lightColours()
{
    Colours c;
    c.dark = false;
    c.window = QColor(0xF3F4F6);
    c.base = QColor(0xFFFFFF);
    c.sunken = QColor(0xF8F9FA);
    c.hover = QColor(0xEBEDF0);
    c.line = QColor(0xDCE0E5);
    c.edge = QColor(0x828A94);
    c.sel = QColor(0xE7E3F8);
    c.selInactive = QColor(0xE6E8EB);
    c.accent = QColor(0x5645B3);
    c.onAccent = QColor(0xFFFFFF);
    c.sentBg = QColor(0xEFF5FC);
    c.failBg = QColor(0xFCEBEC);
    c.okBg = QColor(0xE9F5EC);
    c.warnBg = QColor(0xFBF3DC);
    c.text = QColor(0x1B2026);
    c.text2 = QColor(0x48515B);
    c.text3 = QColor(0x59626D);
    c.sent = QColor(0x0B3B7C);
    c.received = QColor(0xA44B00);
    c.ok = QColor(0x17703A);
    c.warn = QColor(0x7A5600);
    c.fail = QColor(0xB3182A);
    c.purpose = QColor(0x8A1F6E);
    c.disabled = QColor(0x9AA2AB);
    c.jsonString = QColor(0x0B6655);
    c.jsonNumber = QColor(0x7636A3);
    c.jsonLiteral = QColor(0xA1245C);
    return c;
}

Colours darkColours()
{
    Colours c;
    c.dark = true;
    c.window = QColor(0x202327);
    c.base = QColor(0x181A1D);
    c.sunken = QColor(0x1D2023);
    c.hover = QColor(0x2A2E33);
    c.line = QColor(0x33383E);
    c.edge = QColor(0x76808B);
    c.sel = QColor(0x363159);
    c.selInactive = QColor(0x2E3237);
    c.accent = QColor(0xA99DF6);
    c.onAccent = QColor(0x18132F);
    c.sentBg = QColor(0x1A222C);
    c.failBg = QColor(0x361F23);
    c.okBg = QColor(0x1B2A20);
    c.warnBg = QColor(0x2D281A);
    c.text = QColor(0xE3E6EA);
    c.text2 = QColor(0xB6BDC6);
    c.text3 = QColor(0x9AA3AD);
    c.sent = QColor(0xA9D1FF);
    c.received = QColor(0xE6924A);
    c.ok = QColor(0x5CC580);
    c.warn = QColor(0xDBB545);
    c.fail = QColor(0xFF8A8F);
    c.purpose = QColor(0xEE9BD6);
    c.disabled = QColor(0x646C75);
    c.jsonString = QColor(0x6CCDB4);
    c.jsonNumber = QColor(0xC9A2F2);
    c.jsonLiteral = QColor(0xF391BB);
    return c;
}

QPalette paletteFor(const Colours &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::Button, c.window);
    p.setColor(QPalette::Base, c.base);
    p.setColor(QPalette::AlternateBase, c.sunken);
    p.setColor(QPalette::Light, c.base);
    p.setColor(QPalette::Midlight, c.hover);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.edge);
    p.setColor(QPalette::Shadow, c.edge);
    p.setColor(QPalette::Highlight, c.sel);
    p.setColor(QPalette::Inactive, QPalette::Highlight, c.selInactive);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::BrightText, c.fail);
    p.setColor(QPalette::PlaceholderText, c.text3);
    p.setColor(QPalette::ToolTipBase, c.base);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText, QPalette::ToolTipText})
        p.setColor(role, c.text);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, c.disabled);
    return p;
}

} // namespace handglass

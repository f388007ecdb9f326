// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace handglass {

/// Part of a line, in UTF-16 units.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;
};

/// One line of a head as a person reads it.
struct HeadLine {
    QString text;
    qsizetype nameLength = 0; ///< of the header name at the line's start; 0: no header line
    QList<TextSpan> escapes;  ///< bytes that are shown as \xNN, \t, \r or \n
    TextSpan hidden;          ///< where "125 characters hidden" stands; length 0: nothing is hidden
};

/// Bytes as text: UTF-8 where it is valid and printable, everything else as \xNN (\t, \r, \n by name). The spans say
/// which parts are such escapes, since a backslash may also have come as itself.
QString visibleText(QByteArrayView bytes, QList<TextSpan> *escapes = nullptr);

/// Authorization, Proxy-Authorization, Cookie and Set-Cookie, compared without case.
bool isSecretHeader(QByteArrayView name);

/// The lines of a head (or of whatever came in its place), line ends CR LF left out, other line ends shown; the empty
/// line at the end is left out. Values of secret headers are replaced by how many characters they have, an
/// authentication scheme stays, unless reveal.
QList<HeadLine> headLines(QByteArrayView raw, bool reveal);

} // namespace handglass

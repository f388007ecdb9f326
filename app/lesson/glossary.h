// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonreader.h"

#include <QList>
#include <QStringList>

namespace handglass::lesson {

/// One term, as the RFCs use it.
struct GlossaryTerm {
    QString id;        ///< "accept-value"
    QString name;      ///< "accept value"
    QString text;      ///< Markdown, a few sentences; links "glossary:ID", "lesson:ID", "rfc:6455#4.1"
    QString section;   ///< "RFC 6455 §4.2.2"
    QStringList names; ///< what it is called besides: "Sec-WebSocket-Accept"
};

/// Reads a glossary; the format stands in resources/lessons/README.md. Strict; an id or a name that two terms have is
/// an error.
tl::expected<QList<GlossaryTerm>, LessonError> readGlossary(const QString &file, const QByteArray &text);

/// In alphabetical order of their names.
const QList<GlossaryTerm> &glossary();
const GlossaryTerm *glossaryTerm(const QString &id); ///< nullptr: there is none

/// The term of a header, a field of a frame, an opcode's name or a close code as the panels name them ("Upgrade",
/// "fin", "Ping", "1006", "4001"), compared without case; empty: there is none.
QString glossaryIdFor(const QString &name);

} // namespace handglass::lesson

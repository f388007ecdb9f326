// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/lessonreader.h"

namespace handglass::lesson {

/// A line of a section's block.
struct BlockLine {
    QString text; ///< trimmed
    int line = 0; ///< in the file, from 1

    /// "until: request" -> "until"; empty without a colon.
    QString key() const;
    QString value() const;
};

/// A heading and what stands under it, up to the next heading of its level or above.
struct FileSection {
    QString heading;
    int line = 0;
    QString block; ///< the word behind the fence that stands right under the heading: "step"; empty: there is none
    QList<BlockLine> lines; ///< of the block; without those that are empty
    QString text;           ///< Markdown under the block, trimmed
    int textLine = 0;       ///< where it begins
};

/// A Markdown file with one "#" heading, then "##" headings. Deeper ones belong to the text.
struct SectionedFile {
    FileSection head;
    QList<FileSection> sections;
};

/// Fails for bytes that are no UTF-8, a missing title, and a fence that is not closed. Comments of one line may stand
/// before the title.
tl::expected<SectionedFile, LessonError> readSections(const QString &file, const QByteArray &bytes);

/// An error in the text of a section if a link in it leads to nothing that a lesson may name: only "glossary:ID",
/// "lesson:ID", "rfc:6455" and "rfc:6455#4.1" do. Whether the target exists is not asked.
std::optional<LessonError> linkError(const QString &file, const QString &text, int firstLine);

} // namespace handglass::lesson

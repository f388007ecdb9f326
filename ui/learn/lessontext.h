// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QTextBlock>
#include <QTextBrowser>

namespace handglass {

/// What a step says, in the design's type; then what each line of the unit on the wire is, the selected one marked.
/// Links are told, not followed.
class LessonText final : public QTextBrowser
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonText)
public:
    struct Content {
        QString heading = {}; ///< empty: the text brings its own
        QString text = {};
        bool markdown = true; ///< false: text is HTML
        QList<lesson::UnitLine> lines = {};
        int selected = -1; ///< of lines
        bool operator==(const Content &) const = default;
    };

    explicit LessonText(Theme &theme, QWidget *parent = nullptr);
    /// Another heading or text begins at the top; else what is read stays in sight.
    void setContent(const Content &content);
    /// As high as the text, at this widget's width; no scroll bar.
    void setGrowing(bool growing);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return m_growing; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkActivated(const QUrl &link);

private:
    void write();
    void dress();
    void dressPieces(const QTextBlock &block, bool heading, bool code);
    QTextCharFormat dressed(QTextCharFormat form, bool heading, bool code) const;
    void dressTables();
    void writeLines();

    Theme &m_theme;
    Content m_content;
    bool m_growing = false;
};

} // namespace handglass

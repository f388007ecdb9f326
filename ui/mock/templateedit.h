// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace handglass {

/// Placeholders in the accent; of JSON also names, strings, numbers and literals.
class TemplateHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    TemplateHighlighter(Theme &theme, bool json, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    bool m_json;
};

/// A value that may have lines and placeholders; as high as what is in it. What is undone, the text of the scenario
/// undoes.
class TemplateEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    TemplateEdit(Theme &theme, bool json, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    int heightOf(int lines) const;

    Theme &m_theme;
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/scintilla.h"

namespace handglass {

class PayloadLexer;
class Theme;

/// Text or JSON of a payload, read-only or to be edited, in the theme's colours. The text is UTF-8 inside. Tab moves
/// the focus on, and no key that the program uses elsewhere is taken (Ctrl+L, Ctrl+T, …).
class PayloadEditor final : public QsciScintilla
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadEditor)
public:
    enum class Language : quint8 { Plain, Json };

    explicit PayloadEditor(Theme &theme, QWidget *parent = nullptr);
    ~PayloadEditor() override;

    void setLanguage(Language language);
    Language language() const { return m_language; }
    void setLineNumbersVisible(bool visible);

    /// The text as UTF-8, NUL and bytes that are not UTF-8 included. Also sets a read-only editor's text. Undo starts
    /// anew.
    void setBytes(QByteArrayView utf8);
    /// More of the same at the end, without moving anything.
    void appendBytes(QByteArrayView utf8);
    QByteArray bytes() const;

    /// Squiggle and margin mark at a place (1-based line, 1-based column in characters); replaces an earlier one.
    void showError(int line, int column);
    void clearError();
    /// The sentence stands below that line until clearError().
    void addSentence(int line, const QString &sentence);

    /// Other bytes in place of [at, at + removed), as a step of undo; the caret stays where it is in the text.
    void replaceBytes(qint64 at, qint64 removed, const QByteArray &bytes);
    /// Lines [from, to], from 0, in the colour of what is selected; from −1: none.
    void markLines(int from, int to);
    int lineOf(qint64 byte) const;

    /// Marks bytes [from, to) as a hit of a search; several may be marked.
    void mark(qint64 from, qint64 to);
    void clearMarks();
    /// Selects bytes [from, to) and brings them into sight.
    void selectBytes(qint64 from, qint64 to);
    /// Byte at which the selection begins, or the caret's.
    qint64 selectionStart() const;

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void applyTheme();
    void applyColours();
    void updateNumberMargin();
    void clearForeignKeys();

    Theme &m_theme;
    PayloadLexer *m_lexer = nullptr; ///< owned as child; nullptr for plain text
    Language m_language = Language::Plain;
    bool m_lineNumbers = true;
};

} // namespace handglass

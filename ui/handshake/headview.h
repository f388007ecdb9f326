// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/headtext.h"
#include "ui/common/scintilla.h"

namespace handglass {

class Theme;

/// A head as numbered, read-only lines. One line may be selected, and one marked as the partner of a line selected
/// elsewhere. Lines are 1-based; 0: none.
class HeadView final : public QsciScintilla
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeadView)
public:
    explicit HeadView(Theme &theme, QWidget *parent = nullptr);

    /// failed: the start line is what went wrong.
    void setLines(const QList<HeadLine> &lines, bool failed);
    int lineCount() const { return static_cast<int>(m_lines.size()); }
    /// Marks without lineSelected().
    void setSelectedLine(int line);
    void setPartnerLine(int line);
    int selectedLine() const { return m_selected; }
    int partnerLine() const { return m_partner; }
    QSize sizeHint() const override;
    /// Behind copy and select all.
    void addContextActions(const QList<QAction *> &actions);

Q_SIGNALS:
    /// By mouse or keys.
    void lineSelected(int line);
    /// The words in place of a secret were clicked.
    void hiddenClicked();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setUp();
    void applyTheme();
    void defineStyles();
    void styleLine(int line);
    void setStyles(int line, const QByteArray &styles);
    static void breakLigatures(const QString &text, QByteArray &styles);
    void updateMarks();
    void updateNumbers();
    int caretLine() const;
    void moveCaret(int line);
    void report(int line);

    Theme &m_theme;
    QList<HeadLine> m_lines;
    int m_selected = 0;
    int m_partner = 0;
    bool m_failed = false;
};

} // namespace handglass

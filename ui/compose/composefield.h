// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"
#include "ui/compose/sendhistory.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedLayout;

namespace handglass {

class PayloadEditor;

/// Where a message is written, or its file chosen; says in its last line what would be sent or what is wrong.
class ComposeField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposeField)
public:
    explicit ComposeField(Theme &theme, QWidget *parent = nullptr);

    void setFormat(ComposeFormat format);
    ComposeFormat format() const { return m_format; }
    Composition composition() const;
    void setComposition(const Composition &composition);
    PayloadEditor *editor() const { return m_editor; }

    /// Marks the field as wrong, with the sentence, and moves the caret to the place.
    void showError(const FormatError &error);
    /// Marks it as wrong as a whole.
    void showError(const QString &sentence);
    /// Stays until the next change.
    void showNotice(const QString &words);
    void selectAll();
    /// One line high, without the status line.
    void setCompact(bool compact);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QWidget *makeFilePage();
    void noticeEdit();
    void judge();
    void judgeFile();
    void chooseFile();
    void setFile(const QString &path);
    void showStatus(const QString &words, Ink ink);
    int lineHeight() const;

    Theme &m_theme;
    ComposeFormat m_format = ComposeFormat::Text;
    PayloadEditor *m_editor;
    TextLabel *m_file;
    QPushButton *m_choose;
    TextLabel *m_status;
    QStackedLayout *m_pages;
    QString m_path;
    QTimer m_judge;
    bool m_error = false;
    bool m_compact = false;
};

} // namespace handglass

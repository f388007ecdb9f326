// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <QPixmap>

class QTextBrowser;

namespace handglass {

/// One end of the wire: who it is, how it stands, and what it did, does and may do.
class EndFrame final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndFrame)
public:
    EndFrame(Theme &theme, lesson::End end, QWidget *parent);
    void setPicture(const lesson::EndPicture &picture);
    const lesson::EndPicture &picture() const { return m_picture; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    void writeNotes();
    QString name() const;
    int headHeight() const;

    Theme &m_theme;
    lesson::End m_end;
    lesson::EndPicture m_picture;
    QTextBrowser *m_notes;
    QList<QPixmap> m_marks; ///< by lesson::Note::Mark
};

/// "done", "failed", "waits", "may": for those who do not see the mark.
QString noteMarkWord(lesson::Note::Mark mark);

} // namespace handglass

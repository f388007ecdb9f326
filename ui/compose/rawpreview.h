// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/compose/rawparts.h"

#include <QTextBrowser>

namespace handglass {

/// The bytes exactly as they will go out, a line a frame with the names of its parts behind, and where TCP gets them
/// in pieces. Of much only the start.
class RawPreview final : public QTextBrowser
{
    Q_OBJECT
public:
    explicit RawPreview(Theme &theme, QWidget *parent = nullptr);

    void show(const QList<RawFrame> &frames, const RawSend &raw);
    /// Instead of bytes.
    void showNothing(const QString &why);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void render();
    QString frameHtml(const QList<RawBytes> &parts, qsizetype &at, qsizetype &room) const;
    QString bytesHtml(const RawBytes &part, qsizetype &at, qsizetype &room) const;
    QColor colourOf(RawPart part) const;

    Theme &m_theme;
    QList<RawFrame> m_frames;
    QMap<qsizetype, int> m_cuts; ///< before the byte with this index a new write begins, after so many ms
    QString m_why;
};

} // namespace handglass

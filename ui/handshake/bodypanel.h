// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/handshake/handshakeheads.h"

#include <QWidget>

class QToolButton;

namespace handglass {

class PanelHead;
class PayloadEditor;
class Segments;
class TextLabel;
class Theme;

/// The body of a refusal as text (its codings taken off, JSON laid out), as it came, or as hex; can be saved to a file
/// as it came.
class BodyPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BodyPanel)
public:
    explicit BodyPanel(Theme &theme, QWidget *parent = nullptr);
    void setRecord(const ConnectionRecord &record, const HandshakeHeads &heads);
    /// Writes the body on a worker; saved() follows.
    void saveTo(const QString &path);

Q_SIGNALS:
    void saved(const QString &error);

private:
    enum Segment { TextSegment, RawSegment, HexSegment };
    struct Body {
        QByteArray bytes;
        QList<QByteArray> codings;
        bool chunked = false;
    };
    /// What the segment shows of a body; any thread.
    struct Shown {
        QByteArray text;
        bool json = false;
        bool cut = false;
        QString coding; ///< what was taken off, and what was wrong with it
    };
    static Shown shownBody(const Body &body, int segment);
    void showBody();
    void take(const Shown &shown, int segment);
    void chooseFile();
    void showSaved(const QString &error);
    void applyTheme();

    Theme &m_theme;
    PanelHead *m_head;
    Segments *m_segments;
    QToolButton *m_save;
    TextLabel *m_status;
    PayloadEditor *m_view;
    Body m_body;
    int m_job = 0; ///< the last one started; results of earlier ones are dropped
};

} // namespace handglass

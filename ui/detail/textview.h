// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/messagetext.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace handglass {

class PayloadEditor;

/// The Text tab: the whole message of a row, JSON indented if wanted. A large one is shown in part until the user asks
/// for all of it, and read off the GUI thread.
class TextView final : public QWidget
{
    Q_OBJECT
public:
    explicit TextView(Theme &theme, QWidget *parent = nullptr);

    void setEntry(Capture *capture, const Entry &entry);
    void clear();
    /// Indented (if it is JSON) or as it came.
    void setPretty(bool pretty);
    bool isPretty() const { return m_pretty; }
    bool canBePretty() const { return !m_text.pretty.isNull(); }
    const MessageText &message() const { return m_text; }
    PayloadEditor *editor() const { return m_editor; }
    void showAll();
    QString notice() const;

Q_SIGNALS:
    /// The message's text is here (or is another's).
    void loaded();

private:
    void load(qint64 limit);
    void take(const MessageText &text);
    void fill();
    void fillSlice();
    void updateNotice();

    Theme &m_theme;
    QPointer<Capture> m_capture;
    EntryId m_id = 0;
    MessageText m_text;
    PayloadEditor *m_editor;
    QLabel *m_notice;
    quint64 m_job = 0; ///< results of older ones are dropped
    bool m_pretty = true;
    bool m_loading = false;
    bool m_compressed = false;
    bool m_brokenLines = false;
    QByteArray m_shown; ///< what the editor shows, or will when all slices are in
    qsizetype m_shownSoFar = 0;
    QTimer m_slice;
};

} // namespace handglass

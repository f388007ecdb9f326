// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/findtarget.h"
#include "ui/detail/messagetext.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;

namespace handglass {

class PayloadEditor;

/// The Text tab: the whole message of a row, JSON indented if wanted. A large one is shown in part until the user asks
/// for all of it, and read off the GUI thread. It is searched whole; the part around a hit is shown.
class TextView final : public QWidget, public FindTarget
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

    std::function<QByteArray()> findSource() const override;
    qint64 findFrom() const override;
    void setHits(const ByteSearch &search, QList<ByteRange> &hits) override;
    void showHit(const ByteRange &hit) override;
    bool isBytes() const override { return false; }
    void takeFocus() override;

Q_SIGNALS:
    /// The message's text is here (or is another's).
    void loaded();
    /// What is searched is another text now.
    void sourceChanged();

private:
    void load(qint64 limit, qint64 from = 0);
    void take(const MessageText &text);
    void fill();
    void fillSlice();
    void updateNotice();
    QString partNotice() const;
    void follow(const QString &link);
    const QByteArray &source() const { return m_pretty && canBePretty() ? m_text.pretty : m_text.raw; }
    qint64 editorPosition(qint64 sourceByte) const;
    bool showsAll(const ByteRange &hit) const;
    void markHits();

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
    QByteArray m_shown;      ///< what the editor shows, or will when all slices are in
    QList<qsizetype> m_cuts; ///< bytes of source() before which a line break was put for display
    qsizetype m_shownSoFar = 0;
    QTimer m_slice;
    QList<ByteRange> m_hits;            ///< of source(), or of the message where it is shown in part
    std::optional<ByteRange> m_pending; ///< the hit to be shown when its part is loaded
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/decode/jsonindex.h"
#include "ui/common/theme.h"
#include "ui/detail/findtarget.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;

namespace handglass {

class JsonTreeModel;
class JsonTreeView;

/// The Tree tab: a message's JSON as a tree, of lines of JSON each line's. A broken text is told with its place, and
/// shown up to there. Read and indexed by a worker if it is large.
class TreeTab final : public QWidget, public FindTarget
{
    Q_OBJECT
public:
    explicit TreeTab(Theme &theme, QWidget *parent = nullptr);
    ~TreeTab() override;

    void setEntry(Capture *capture, const Entry &entry);
    void clear();
    JsonTreeView *view() const { return m_view; }
    JsonTreeModel *model() const { return m_model; }
    QString notice() const;

    std::function<QByteArray()> findSource() const override;
    qint64 findFrom() const override;
    void setHits(const ByteSearch &search, QList<ByteRange> &hits) override;
    void showHit(const ByteRange &hit) override;
    bool isBytes() const override { return false; }
    void takeFocus() override;

Q_SIGNALS:
    void loaded();
    /// "$.type=\"tick\"": shows the rows that have this member with this value.
    void filterRequested(const QString &filter);

private:
    struct Document {
        std::shared_ptr<const JsonIndex> index = std::make_shared<const JsonIndex>();
        QString readError;
        qint64 total = 0; ///< bytes of the message
    };
    static Document read(const CaptureReader &reader, EntryId id, const std::atomic_bool *cancelled);
    void take(const Document &document);
    void updateNotice();

    Theme &m_theme;
    JsonTreeModel *m_model;
    JsonTreeView *m_view;
    QLabel *m_notice;
    Document m_document;
    bool m_loading = false;
    bool m_expandedInPart = false;
    std::shared_ptr<std::atomic_bool> m_cancel; ///< of the job that runs
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/tools/toolparts.h"

namespace handglass {

class FieldForm;

/// The accept value step by step (RFC 6455 §4.2.2, step 5.4): key and GUID, SHA-1, base64; recomputed as one types.
class AcceptTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AcceptTool)
public:
    explicit AcceptTool(Theme &theme, QWidget *parent = nullptr);
    /// Key and answer of the lesson's connection; empty: there is none (yet).
    void setLive(const QByteArray &key, const QByteArray &accept);

private:
    void makeForm();
    void compute();
    void judgeKey(const QByteArray &key);
    void judgeResult(const QByteArray &accept);
    bool isLiveKey() const;

    QByteArray m_liveKey;
    QByteArray m_liveAccept;
    bool m_follows = false; ///< the key that is shown is the connection's, and the next one's
    FieldForm *m_form;
    QLineEdit *m_key;
    QLineEdit *m_guid;
    QPushButton *m_useLive;
    InkLabel *m_nonce;
    InkLabel *m_joined;
    InkLabel *m_joinedBytes;
    InkLabel *m_digest;
    InkLabel *m_groups;
    InkLabel *m_accept;
    TextLabel *m_verdict;
    TextLabel *m_guidMark;
};

} // namespace handglass

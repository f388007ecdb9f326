// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace handglass {

class TextLabel;
struct HeadLine;

/// Why a client was turned away: the sentence with its rule, the request with the line that decided, what to do. Values
/// of secret headers are hidden until they are revealed.
class RefusalExcerpt final : public QWidget
{
    Q_OBJECT
public:
    explicit RefusalExcerpt(Theme &theme, QWidget *parent = nullptr);

    /// A client that never opened. relax: what would let it in (“Allow this Origin”); empty: nothing known. note: what
    /// else there is to say.
    void setRecord(const ConnectionRecord &record, int number, const QString &relax, const QString &note);

Q_SIGNALS:
    void handshakeRequested(qint64 connection);
    void relaxRequested(qint64 connection);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRequest();
    QString lineText(const HeadLine &line, bool isFirst, bool isDecisive) const;
    void applyTheme();

    Theme &m_theme;
    ConnectionRecord m_record;
    QLabel *m_mark;
    TextLabel *m_sentence;
    QLabel *m_request;
    TextLabel *m_more;
    TextLabel *m_note;
    QToolButton *m_reveal;
    QPushButton *m_handshake;
    QPushButton *m_relax;
};

} // namespace handglass

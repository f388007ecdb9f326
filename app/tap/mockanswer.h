// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/httphead.h"

#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace handglass {

/// What is wrong on purpose with the answer to a legal request.
struct AnswerFaults {
    struct Purpose {
        int fault = 0; ///< which it is, as its maker counts them
        QString text;  ///< for its row
    };
    QList<Purpose> purposes;                       ///< empty: nothing is wrong
    QList<HeaderField> headers;                    ///< of the 101, in place of its own of the same name
    QByteArrayList without;                        ///< names of headers that the 101 lacks
    QByteArray extension;                          ///< in the 101 beside those that were agreed; empty: none
    bool http10 = false;                           ///< the 101 says so
    std::optional<std::chrono::milliseconds> drip; ///< between two bytes of the head
    bool silent = false;                           ///< there is no answer
    std::optional<qsizetype> cutOff;               ///< TCP ends behind so many bytes of the head
    QString text() const;                          ///< of all purposes
};

/// What a mock answers to an opening handshake, and what the record says of it.
struct MockAnswer {
    int status = 101;
    QByteArray head; ///< as it goes on the wire, up to and with the empty line
    QByteArray body; ///< follows the head; empty with 101 and for HEAD
    QString subprotocol;
    std::optional<DeflateAgreement> deflate;
    QStringList notices; ///< which offers of permessage-deflate were declined, and why
    Verdict verdict;
    Failure failure;                    ///< none with 101
    std::chrono::milliseconds delay{0}; ///< before it is sent
    AnswerFaults faults;                ///< they are in the head already, as far as they can be
};

/// How a client is turned away whose request is legal.
struct MockRefusal {
    int status = 403;
    QByteArray reason; ///< empty: the status's usual one
    QList<HeaderField> headers;
    std::optional<QByteArray> body; ///< none: the failure's sentences
    Failure failure;
};

/// What a mock makes of a legal request.
struct MockDecision {
    QString subprotocol;                  ///< agreed; empty: none
    std::optional<DeflatePolicy> deflate; ///< none: offers of permessage-deflate are declined
    QList<HeaderField> headers;           ///< of the 101, beside the handshake's own
    std::chrono::milliseconds delay{0};   ///< before the answer
    std::optional<MockRefusal> refusal;   ///< none: it is let in
    AnswerFaults faults;
};
using MockPolicy = std::function<MockDecision(const HttpHead &request)>;

/// Answers a request that could be read (RFC 6455 §4.2): 426 to what is no WebSocket request or another version
/// (§4.4); 400 to one that breaks a rule; to a legal one as the policy decides. url: of this mock, for the hint. Other
/// extensions than permessage-deflate are declined silently (§9.1).
MockAnswer answerRequest(const HttpHead &request, const QString &url, const MockPolicy &policy);

/// The first of the client's offers that is spoken (RFC 6455 §4.2.2); empty: none is.
QString firstSpoken(const HttpHead &request, const QStringList &spoken);

/// 400, or 431 if a limit was reached. error: the reader's. raw: what came.
MockAnswer answerUnreadable(const QString &error, const QByteArray &raw, const HttpHeadReader::Limits &limits);
/// 400: plain HTTP came to a port that speaks TLS. url: of this mock, for the hint.
MockAnswer answerNotTls(const QString &url);
/// 408: no whole request head came in time.
MockAnswer answerSilence(qint64 bytes, qint64 milliseconds);
/// 503: the last file descriptor is used to say so.
MockAnswer answerNoDescriptor();
/// 500: Qt's class did not take a legal request.
MockAnswer answerQtRefused(const QString &why);

} // namespace handglass

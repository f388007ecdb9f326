// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/httphead.h"
#include "app/tap/mockanswer.h"
#include "app/tap/tlsserver.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace handglass {

class Recorder;

/// An accepted client of a mock until its handshake is done: reads the request, judges it, answers it and records it.
/// Deletes itself never; the owner does, upon finished() or after open(). Network thread.
class MockOpening final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MockOpening)
public:
    struct Terms {
        QString url;                               ///< of the mock, without a target: "ws://127.0.0.1:8080"
        MockPolicy policy;                         ///< of legal requests
        std::chrono::milliseconds timeout{15'000}; ///< for the request's head
        HttpHeadReader::Limits limits;
        bool noDescriptor = false;         ///< whatever it asks, the answer is 503
        std::optional<TlsServerTerms> tls; ///< none: plain
        std::chrono::milliseconds tlsTimeout{15'000};
    };
    /// What the tap goes on with.
    struct Opened {
        std::unique_ptr<QTcpSocket> socket;
        ConnectionRecord record;
        std::optional<DeflateAgreement> deflate;
        QByteArray pipelined; ///< frames that came with the request
    };

    /// record: of a new connection; it is completed and written here. socket: with TLS a QSslSocket, still plain.
    MockOpening(
        Terms terms, std::shared_ptr<Recorder> recorder, ConnectionRecord record, std::unique_ptr<QTcpSocket> socket);
    ~MockOpening() override;

    void begin();
    const ConnectionRecord &record() const { return m_record; }
    const QTcpSocket &publicLeg() const { return *m_socket; } ///< until open()
    /// Bytes that came behind a request that was not let in.
    qsizetype lateBytes() const { return m_reader.rest().size() + m_late; }
    /// After requested(): writes the 101 (what is left of it) and lets go of the socket.
    Opened open();
    /// After requested(): Qt's class did not take the request.
    void failInQt(const QString &why);
    /// Ends at once, without an answer; why is told in the record.
    void giveUp(const QString &why);

Q_SIGNALS:
    /// A legal request; open() when Qt's class is ready.
    void requested();
    /// It will not open; recorded. The answer may still be on its way.
    void refused(const QString &sentence);
    /// Something is wrong on purpose with the answer, and this row says so.
    void faultMade(int fault, qint64 row);
    /// After refused(): the connection is closed, the record final.
    void finished();

private:
    static constexpr std::chrono::milliseconds NoDescriptorTimeout{1'000}; ///< others wait meanwhile
    enum class Phase : quint8 { Tls, Reading, Delaying, Dripping, Silent, Waiting, Refused, Finished };

    void startTls();
    void tlsDone();
    void tlsFailed(const Failure &failure);
    Failure silentInTls() const;
    Failure endedBeforeTls() const;
    Failure endedInRequest() const;
    Failure endedInAnswer() const;
    void beginReading();
    void read();
    void takeRequest();
    void answer();
    void tellFaults();
    void drip();
    void stayWithout();
    void finishAnswer();
    void refuse(MockAnswer answer);
    void fail(const Failure &failure, const QString &row);
    void linger();
    void readLate();
    void timedOut();
    void ended();
    void finish();

    Terms m_terms;
    std::shared_ptr<Recorder> m_recorder;
    ConnectionRecord m_record;
    std::unique_ptr<QTcpSocket> m_socket;
    HttpHeadReader m_reader;
    std::unique_ptr<TlsServer> m_tls;
    bool m_plainOnTls = false; ///< what came is no TLS, though it should be
    MockAnswer m_answer;
    QTimer m_timer;
    Phase m_phase = Phase::Reading;
    qsizetype m_dripped = 0; ///< bytes of the head that are written already
    qsizetype m_late = 0;    ///< bytes behind the request, as many as are kept of them
};

/// "127.0.0.1:8080", "[::1]:8080"; an IPv4 address mapped into IPv6 as IPv4.
QString endpointText(const QHostAddress &address, quint16 port);

} // namespace handglass

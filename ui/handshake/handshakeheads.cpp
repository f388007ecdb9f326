// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/handshakeheads.h"

#include <array>

namespace handglass {

namespace {

/// Header names that belong together, request first. The key is answered by the accept value (RFC 6455 §4.2.2).
struct Pair {
    const char *request;
    const char *response;
};
constexpr std::array<Pair, 5> Pairs{{
    {"upgrade", "upgrade"},
    {"connection", "connection"},
    {"sec-websocket-key", "sec-websocket-accept"},
    {"sec-websocket-protocol", "sec-websocket-protocol"},
    {"sec-websocket-extensions", "sec-websocket-extensions"},
}};

QByteArray partnerName(HeadSide side, const QByteArray &name)
{
    for (const Pair &pair : Pairs) {
        if (name == (side == HeadSide::Request ? pair.request : pair.response))
            return QByteArray(side == HeadSide::Request ? pair.response : pair.request);
    }
    return {};
}

} // namespace

HandshakeHeads::HandshakeHeads(const ConnectionRecord &record)
    : m_raw{record.rawRequest, record.rawResponse}
{
    for (const HeadSide side : {HeadSide::Request, HeadSide::Response}) {
        const auto at = static_cast<size_t>(side);
        HttpHeadReader reader(
            side == HeadSide::Request ? HttpHeadReader::Kind::Request : HttpHeadReader::Kind::Response);
        if (m_raw[at].isEmpty())
            continue;
        const HttpHeadReader::State state = reader.feed(m_raw[at]);
        if (state == HttpHeadReader::State::Done)
            m_head[at] = reader.head();
        else if (state == HttpHeadReader::State::Failed)
            m_error[at] = reader.error();
        else if (record.state != ConnectionState::Connecting)
            m_error[at] = tr("expected an empty line at the head's end, got the end of the connection, RFC 9112 §2.1");
    }
}

const HttpHead *HandshakeHeads::head(HeadSide side) const
{
    const std::optional<HttpHead> &head = m_head[static_cast<size_t>(side)];
    return head ? &*head : nullptr;
}

QByteArray HandshakeHeads::nameAt(HeadSide side, int line) const
{
    const HttpHead *from = head(side);
    if (!from || line < 2)
        return {};
    QByteArray name;
    for (const HeaderField &field : from->fields) {
        if (field.line > line)
            break;
        name = field.name.toLower();
    }
    return name;
}

int HandshakeHeads::partner(HeadSide side, int line) const
{
    if (line == 1)
        return raw(otherSide(side)).isEmpty() ? 0 : 1;
    return lineOf(otherSide(side), partnerName(side, nameAt(side, line)));
}

int HandshakeHeads::lineOf(HeadSide side, QByteArrayView name) const
{
    const HttpHead *in = head(side);
    if (!in || name.isEmpty())
        return 0;
    const QList<HeaderField> fields = in->all(name);
    return fields.isEmpty() ? 0 : fields.first().line;
}

} // namespace handglass

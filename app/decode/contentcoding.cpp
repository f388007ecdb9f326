// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/contentcoding.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ContentCoding)
};

constexpr qsizetype MostCodings = 4;
constexpr qsizetype Step = 16 * 1024;
constexpr int Window = 15;
constexpr int GzipWindow = Window + 16; ///< as inflateInit2() wants it
constexpr int RawWindow = -Window;

/// zlib's inflate over one body.
class Inflater final
{
    Q_DISABLE_COPY_MOVE(Inflater)
public:
    enum class End : quint8 { Whole, Cut, TooLong, Broken };

    Inflater(int window, qsizetype most)
        : m_most(most)
        , m_ready(inflateInit2(&m_stream, window) == Z_OK)
    {
    }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }

    /// members: as many gzip members as there are (RFC 1952 §2.2).
    End run(QByteArrayView bytes, bool members);
    QByteArray content; ///< what came out
    qsizetype unread() const { return qsizetype(m_stream.avail_in); }
    QString message() const { return m_stream.msg ? QString::fromLatin1(m_stream.msg) : Text::tr("no memory"); }

private:
    int step();

    z_stream m_stream{};
    qsizetype m_most;
    bool m_ready;
};

/// Z_BUF_ERROR also where the content would become too long.
int Inflater::step()
{
    const qsizetype room = std::min(Step, m_most + 1 - content.size());
    const qsizetype before = content.size();
    content.resize(before + room);
    m_stream.next_out = reinterpret_cast<Bytef *>(content.data() + before);
    m_stream.avail_out = uInt(room);
    const int result = inflate(&m_stream, Z_NO_FLUSH);
    content.resize(before + room - qsizetype(m_stream.avail_out));
    return result;
}

Inflater::End Inflater::run(QByteArrayView bytes, bool members)
{
    if (!m_ready || bytes.size() > qsizetype(std::numeric_limits<uInt>::max()))
        return End::Broken;
    m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    m_stream.avail_in = uInt(bytes.size());
    while (true) {
        const int result = step();
        if (content.size() > m_most) {
            content.truncate(m_most);
            return End::TooLong;
        }
        if (result == Z_STREAM_END) {
            const bool another =
                members && m_stream.avail_in > 1 && m_stream.next_in[0] == 0x1F && m_stream.next_in[1] == 0x8B;
            if (!another)
                return End::Whole;
            inflateReset(&m_stream);
        } else if (result == Z_BUF_ERROR || (result == Z_OK && m_stream.avail_in == 0 && m_stream.avail_out > 0)) {
            return End::Cut;
        } else if (result != Z_OK) {
            return End::Broken;
        }
    }
}

QString errorOf(Inflater::End end, const Inflater &inflater, const QString &coding, qsizetype most)
{
    switch (end) {
    case Inflater::End::Cut:
        return Text::tr("expected the rest of the %1 data, got its end: %2 bytes could be decoded")
            .arg(coding)
            .arg(inflater.content.size());
    case Inflater::End::TooLong:
        return Text::tr("expected at most %1 bytes of content, got more: the first %1 are shown").arg(most);
    case Inflater::End::Broken:
        return Text::tr("expected %1 data, got what zlib calls “%2” after %3 decoded bytes")
            .arg(coding, inflater.message())
            .arg(inflater.content.size());
    case Inflater::End::Whole:
        break;
    }
    if (inflater.unread() > 0)
        return Text::tr("expected the end behind the %1 data, got %2 more bytes").arg(coding).arg(inflater.unread());
    return {};
}

/// One coding; content is replaced.
QString takeOff(const QString &coding, DecodedContent &decoded, qsizetype most)
{
    const bool gzip = coding != QLatin1String("deflate");
    Inflater inflater(gzip ? GzipWindow : Window, most);
    const Inflater::End end = inflater.run(decoded.content, gzip);
    if (end == Inflater::End::Broken && !gzip && inflater.content.isEmpty()) {
        Inflater raw(RawWindow, most);
        const Inflater::End rawEnd = raw.run(decoded.content, false);
        if (rawEnd != Inflater::End::Broken && !raw.content.isEmpty()) {
            decoded.content = raw.content;
            const QString error = errorOf(rawEnd, raw, coding, most);
            return error.isEmpty()
                ? Text::tr("expected deflate data in the zlib format, got it bare, RFC 9110 §8.4.1.2")
                : error;
        }
    }
    decoded.content = inflater.content;
    return errorOf(end, inflater, coding, most);
}

} // namespace

QList<QByteArray> bodyCodings(const HttpHead &response)
{
    QList<QByteArray> codings;
    for (const char *header : {"Content-Encoding", "Transfer-Encoding"}) {
        for (const QByteArray &token : response.tokens(header)) {
            const QByteArray coding = token.split(';').first().trimmed().toLower();
            if (coding != "identity" && coding != "chunked" && !coding.isEmpty())
                codings.append(coding);
        }
    }
    return codings;
}

DecodedContent decodeContent(const QByteArray &body, const QList<QByteArray> &codings, qsizetype most)
{
    DecodedContent decoded{body, {}, {}};
    if (body.isEmpty())
        return decoded;
    if (codings.size() > MostCodings) {
        decoded.error =
            Text::tr("expected at most %1 codings, got %2: shown as it came").arg(MostCodings).arg(codings.size());
        return decoded;
    }
    for (auto coding = codings.rbegin(); coding != codings.rend() && decoded.error.isEmpty(); ++coding) {
        const QString name = QString::fromLatin1(*coding);
        if (*coding != "gzip" && *coding != "x-gzip" && *coding != "deflate") {
            decoded.error = Text::tr("expected gzip or deflate, the codings that Handglass decodes, got %1")
                                .arg(byteExcerpt(*coding));
            break;
        }
        decoded.error = takeOff(name, decoded, most);
        decoded.taken.append(name);
    }
    return decoded;
}

} // namespace handglass

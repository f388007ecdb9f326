// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/deflatestream.h"

#include "app/protocol/deflatecodec.h"

#include <QRandomGenerator>

#include <array>
#include <numeric>

namespace handglass {

namespace {

constexpr int Messages = 24;
constexpr quint32 Seed = 6455;
constexpr int RandomSize = 96;                  ///< bytes a message
constexpr qint64 FirstTick = 1'764'240'000'000; ///< ms since the epoch

constexpr std::array Prose{
    "A browser asks, a server answers, and then the line is quiet again.",
    "For years that was all that a page on the Web could do.",
    "Whoever wanted to know something new had to ask for it once more.",
    "So programs asked every second, and most of the answers were empty.",
    "Others kept one question open until there was something to say.",
    "It worked, but each reply carried several hundred bytes of headers.",
    "In 2011 a working group agreed on a protocol that begins as HTTP.",
    "The client proposes an upgrade and adds sixteen bytes that it made up.",
    "The server proves that it has understood by hashing them with a constant.",
    "From then on both ends may speak whenever they have something to tell.",
    "What they say travels in frames, and a short frame needs two bytes more.",
    "Frames of a client are masked, so that no cache mistakes them for a page.",
    "A long message can be cut, and a ping may slip in between its pieces.",
    "Either end can say goodbye, and gives a number as its reason for leaving.",
    "Text must be UTF-8; one wrong byte, and the conversation is over.",
    "Compression came later, as an extension that both of them have to want.",
    "It remembers what went before, and writes only what is different now.",
    "This is why the second sentence often takes less room than the first.",
    "Memory is the price: a window of up to 32 KiB for every direction.",
    "A server with a hundred thousand clients thinks twice about that.",
    "It may ask for a smaller window, or to forget after every message.",
    "Whether it pays depends on what is sent, as these three streams show.",
    "Numbers that keep their names shrink well; noise never does.",
    "Measure with your own messages before you decide.",
};
static_assert(Prose.size() == Messages);

QByteArray tick(int number, QRandomGenerator &random)
{
    static constexpr std::array symbols{"EURUSD", "GBPUSD", "USDJPY", "USDCHF"};
    const int bid = 108'400 + int(random.bounded(120));
    return QStringLiteral(R"({"ch":"tick","sym":"%1","bid":1.%2,"ask":1.%3,"ts":%4})")
        .arg(QLatin1String(symbols[size_t(number) % symbols.size()]))
        .arg(bid - 100'000, 5, 10, QLatin1Char('0'))
        .arg(bid - 100'000 + 2, 5, 10, QLatin1Char('0'))
        .arg(FirstTick + number * 250LL + random.bounded(40))
        .toUtf8();
}

QByteArray noise(QRandomGenerator &random)
{
    QByteArray bytes(RandomSize, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&random] { return char(random.bounded(256)); });
    return bytes;
}

} // namespace

QByteArrayList sampleStream(SampleStream kind)
{
    QRandomGenerator random(Seed);
    QByteArrayList messages;
    for (int number = 0; number < Messages; ++number) {
        switch (kind) {
        case SampleStream::Ticks:
            messages.append(tick(number, random));
            break;
        case SampleStream::Prose:
            messages.append(Prose[size_t(number)]);
            break;
        case SampleStream::Random:
            messages.append(noise(random));
            break;
        }
    }
    return messages;
}

qint64 DeflatedStream::plainSum() const
{
    return std::accumulate(plain.begin(), plain.end(), qint64{0});
}

qint64 DeflatedStream::compressedSum() const
{
    return std::accumulate(compressed.begin(), compressed.end(), qint64{0});
}

DeflatedStream deflated(const QByteArrayList &messages, int windowBits, bool contextTakeover)
{
    DeflatedStream stream;
    Deflater deflater(windowBits, contextTakeover);
    for (const QByteArray &message : messages) {
        stream.plain.append(message.size());
        stream.compressed.append(deflater.compress(message).size());
    }
    return stream;
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawdraft.h"

#include "app/protocol/utf8checker.h"
#include "ui/compose/composeformat.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::RawDraft)
};

constexpr qsizetype MostSizes = 10'000; ///< fragments or writes

using Wrong = tl::unexpected<QString>;

tl::expected<QByteArray, QString> payloadOf(const FrameDraft &draft)
{
    const QByteArray text = draft.payload.toUtf8();
    if (!draft.hex)
        return text;
    const auto bytes = bytesFromHex(text);
    if (!bytes)
        return Wrong(bytes.error().sentence);
    return *bytes;
}

tl::expected<MaskingKey, QString> keyOf(const QString &text)
{
    const auto bytes = bytesFromHex(text.toUtf8());
    MaskingKey key{};
    if (!bytes)
        return Wrong(bytes.error().sentence);
    if (bytes->size() != qsizetype(key.size()))
        return Wrong(Words::tr("expected a masking key of 4 bytes in hex, got %1").arg(bytes->size()));
    std::copy_n(reinterpret_cast<const quint8 *>(bytes->constData()), key.size(), key.begin());
    return key;
}

tl::expected<quint64, QString> lengthOf(const QString &text)
{
    bool ok = false;
    const quint64 length = text.trimmed().toULongLong(&ok, 0);
    if (!ok)
        return Wrong(Words::tr("expected a length of 0 to 2^64 − 1, decimal or 0x…, got “%1”").arg(text));
    return length;
}

QString printable(const QByteArray &bytes)
{
    Utf8Checker checker;
    checker.feed(bytes);
    const QString text = QString::fromUtf8(bytes);
    const bool plain = checker.finish() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); })
        && text.toUtf8() == bytes;
    return plain ? text : QString();
}

tl::expected<QList<RawFrame>, DraftError> fragmentsOf(const FrameDraft &draft, int index, const MaskingKey &randomKey)
{
    const auto wrong = [index](DraftField field, const QString &sentence) {
        return tl::unexpected<DraftError>({field, index, sentence});
    };
    RawFrame frame;
    frame.fin = draft.fin;
    frame.rsv1 = draft.rsv1;
    frame.rsv2 = draft.rsv2;
    frame.rsv3 = draft.rsv3;
    frame.opcode = quint8(draft.opcode);
    if (draft.mask == DraftMask::Random)
        frame.maskingKey = randomKey;
    if (draft.mask == DraftMask::Given) {
        const auto key = keyOf(draft.key);
        if (!key)
            return wrong(DraftField::Key, key.error());
        frame.maskingKey = *key;
    }
    if (draft.lengthBits != 0)
        frame.lengthBits = draft.lengthBits;
    if (draft.lengthIsFalse) {
        const auto length = lengthOf(draft.falseLength);
        if (!length)
            return wrong(DraftField::FalseLength, length.error());
        frame.falseLength = *length;
    }
    const auto payload = payloadOf(draft);
    if (!payload)
        return wrong(DraftField::Payload, payload.error());
    frame.payload = *payload;
    const auto sizes = sizesFrom(draft.fragments);
    if (!sizes)
        return wrong(DraftField::Fragments, sizes.error());
    return splitIntoFragments(frame, *sizes);
}

} // namespace

QString opcodeText(int opcode)
{
    const QString hex = QStringLiteral("0x") + QString::number(opcode, 16).toUpper() + u' ';
    switch (static_cast<Opcode>(opcode)) {
    case Opcode::Continuation:
        return hex + Words::tr("Continuation");
    case Opcode::Text:
        return hex + Words::tr("Text");
    case Opcode::Binary:
        return hex + Words::tr("Binary");
    case Opcode::Close:
        return hex + Words::tr("Close");
    case Opcode::Ping:
        return hex + Words::tr("Ping");
    case Opcode::Pong:
        return hex + Words::tr("Pong");
    }
    return hex + (opcode >= 8 ? Words::tr("reserved, control") : Words::tr("reserved, data"));
}

tl::expected<QList<qsizetype>, QString> sizesFrom(const QString &text)
{
    static const QRegularExpression gaps(QStringLiteral("[\\s,;]+"));
    static const QRegularExpression word(QStringLiteral("^(?:([0-9]{1,9})[x×*])?([0-9]{1,9})$"));
    QList<qsizetype> sizes;
    for (const QString &part : text.split(gaps, Qt::SkipEmptyParts)) {
        const QRegularExpressionMatch match = word.match(part);
        if (!match.hasMatch())
            return Wrong(Words::tr("expected sizes in bytes, as 3, 2 or 5x1, got “%1”").arg(part));
        const qsizetype times = match.captured(1).isEmpty() ? 1 : match.captured(1).toLongLong();
        if (times + sizes.size() > MostSizes)
            return Wrong(Words::tr("expected at most %1 sizes, got more").arg(MostSizes));
        sizes.insert(sizes.size(), times, match.captured(2).toLongLong());
    }
    return sizes;
}

tl::expected<QList<RawFrame>, DraftError> framesOf(const RawDraft &draft, const MaskingKey &randomKey)
{
    QList<RawFrame> frames;
    for (int i = 0; i < draft.frames.size(); ++i) {
        const auto fragments = fragmentsOf(draft.frames.at(i), i, randomKey);
        if (!fragments)
            return tl::unexpected(fragments.error());
        frames += *fragments;
    }
    return frames;
}

tl::expected<RawSend, DraftError> sendingOf(const RawDraft &draft, const MaskingKey &randomKey)
{
    const auto frames = framesOf(draft, randomKey);
    if (!frames)
        return tl::unexpected(frames.error());
    const auto sizes = sizesFrom(draft.pieces);
    if (!sizes)
        return tl::unexpected<DraftError>({DraftField::Pieces, 0, sizes.error()});
    QByteArray bytes;
    for (const RawFrame &frame : *frames)
        bytes += encodeRawFrame(frame);
    return RawSend::split(bytes, *sizes, std::chrono::milliseconds(draft.pauseMs));
}

RawDraft draftOf(const RawExample &example, const MaskingKey &randomKey)
{
    RawDraft draft;
    draft.frames.clear();
    for (const RawFrame &frame : example.frames) {
        FrameDraft one;
        one.fin = frame.fin;
        one.rsv1 = frame.rsv1;
        one.rsv2 = frame.rsv2;
        one.rsv3 = frame.rsv3;
        one.opcode = frame.opcode;
        one.mask = !frame.maskingKey         ? DraftMask::None
            : *frame.maskingKey == randomKey ? DraftMask::Random
                                             : DraftMask::Given;
        if (one.mask == DraftMask::Given)
            one.key = keyText(*frame.maskingKey);
        one.lengthBits = frame.lengthBits.value_or(0);
        one.lengthIsFalse = frame.falseLength.has_value();
        if (one.lengthIsFalse)
            one.falseLength = QString::number(*frame.falseLength);
        one.payload = printable(frame.payload);
        one.hex = one.payload.isEmpty() && !frame.payload.isEmpty();
        if (one.hex)
            one.payload = QString::fromLatin1(frame.payload.toHex(' '));
        draft.frames.append(one);
    }
    return draft;
}

MaskingKey newRandomKey()
{
    const quint32 bits = QRandomGenerator::system()->generate();
    return {quint8(bits >> 24U), quint8(bits >> 16U), quint8(bits >> 8U), quint8(bits)};
}

QString keyText(const MaskingKey &key)
{
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(key.data()), qsizetype(key.size())).toHex(' '));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/masktool.h"

#include "app/protocol/frame.h"
#include "ui/common/fieldform.h"
#include "ui/common/segments.h"
#include "ui/compose/composeformat.h"
#include "ui/compose/rawdraft.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int LongestInput = 4096;                      ///< characters
constexpr MaskingKey SampleKey{0x37, 0xfa, 0x21, 0x3d}; // RFC 6455 §5.7

/// "0 1 1 0  1 1 0 0", the bits in mask strong.
void appendBits(QList<InkPart> &parts, quint8 byte, quint8 mask, Ink ink)
{
    for (int bit = 7; bit >= 0; --bit) {
        const bool marked = ((mask >> bit) & 1) != 0;
        const QString digit = QString::number((byte >> bit) & 1);
        parts.append(
            {digit + (bit == 4 ? QStringLiteral("  ") : QStringLiteral(" ")), marked ? ink : Ink::Text, marked});
    }
}

QString padded(const QString &text, int width)
{
    return text.leftJustified(width);
}

} // namespace

MaskTool::MaskTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_form(new FieldForm(theme))
    , m_way(new Segments(theme))
    , m_kind(new Segments(theme))
    , m_input(monoEdit(theme))
    , m_keyEdit(monoEdit(theme))
    , m_useLive(pushButton(tr("This connection's"), QStringLiteral("maskLive")))
    , m_bytes(new UnmaskView(theme))
    , m_at(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium))
    , m_previous(pushButton(tr("Previous byte"), QStringLiteral("maskPrevious")))
    , m_next(pushButton(tr("Next byte"), QStringLiteral("maskNext")))
    , m_bits(new InkLabel(theme))
    , m_results(new FieldForm(theme))
    , m_result(new InkLabel(theme))
    , m_frame(new InkLabel(theme))
{
    setObjectName(QStringLiteral("maskTool"));
    setAccessibleName(tr("Masking byte by byte"));
    makeForm();
    m_results->addField(QString(), m_result, QStringLiteral("maskResult"));
    m_results->addField(tr("As a frame"), m_frame, QStringLiteral("maskFrame"));
    addHeading(tr("Masking byte by byte"));
    addNote(tr("Byte i of the payload is XORed with byte i mod 4 of the key; the same once more takes the mask off "
               "(RFC 6455 §5.3)."));
    column()->addWidget(m_form);
    column()->addWidget(m_bytes);
    column()->addWidget(makeSteps());
    column()->addWidget(m_bits);
    column()->addWidget(m_results);
    column()->addStretch(1);
    connect(m_way, &Segments::currentChanged, this, &MaskTool::noteKind);
    connect(m_kind, &Segments::currentChanged, this, &MaskTool::compute);
    connect(m_input, &QLineEdit::textChanged, this, &MaskTool::compute);
    connect(m_keyEdit, &QLineEdit::textChanged, this, &MaskTool::compute);
    connect(m_bytes, &UnmaskView::currentChanged, this, &MaskTool::showByte);
    loadSample();
}

void MaskTool::makeForm()
{
    m_way->addSegment(tr("Mask"))->setObjectName(QStringLiteral("maskOn"));
    m_way->addSegment(tr("Unmask"))->setObjectName(QStringLiteral("maskOff"));
    m_kind->addSegment(tr("Text"))->setObjectName(QStringLiteral("maskText"));
    m_kind->addSegment(tr("Hex"))->setObjectName(QStringLiteral("maskHex"));
    m_input->setMaxLength(LongestInput);
    auto *sample = pushButton(tr("RFC 6455's"), QStringLiteral("maskSample"));
    sample->setToolTip(tr("“Hello” with the key of the example in RFC 6455 §5.7"));
    auto *random = pushButton(tr("New key"), QStringLiteral("maskRandom"));
    random->setToolTip(tr("Four random bytes, as a client takes them for each frame (RFC 6455 §5.3)"));
    connect(sample, &QPushButton::clicked, this, &MaskTool::loadSample);
    m_useLive->setEnabled(false);
    m_useLive->setToolTip(tr("This lesson's client has not sent a frame yet."));
    connect(m_useLive, &QPushButton::clicked, this, [this] { setFrame(m_livePayload, m_liveKey); });
    connect(random, &QPushButton::clicked, this, [this] { m_keyEdit->setText(keyText(newRandomKey())); });
    m_form->addField(tr("Direction"), m_way, QStringLiteral("maskWay"));
    m_form->addField(tr("Payload"), withButtons(m_input, 20, {m_kind}), QStringLiteral("maskInput"));
    m_input->setObjectName(QStringLiteral("maskInputEdit"));
    m_input->setAccessibleName(tr("Payload"));
    m_kind->setAccessibleName(tr("How the payload is written"));
    m_form->addField(
        tr("Masking key"), withButtons(m_keyEdit, 12, {random, sample, m_useLive}), QStringLiteral("maskKey"));
    m_keyEdit->setObjectName(QStringLiteral("maskKeyEdit"));
    m_keyEdit->setAccessibleName(tr("Masking key, 4 bytes in hex"));
}

QWidget *MaskTool::makeSteps()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_at->setObjectName(QStringLiteral("maskAt"));
    m_bits->setObjectName(QStringLiteral("maskBits"));
    m_bits->setAccessibleName(tr("The bits of this byte"));
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_at, 1);
    connect(m_previous, &QPushButton::clicked, this, [this] { m_bytes->setCurrent(m_bytes->current() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { m_bytes->setCurrent(m_bytes->current() + 1); });
    return row;
}

bool MaskTool::isUnmasking() const
{
    return m_way->currentIndex() == 1;
}

void MaskTool::loadSample()
{
    setFrame("Hello", SampleKey);
}

void MaskTool::setFrame(const QByteArray &payload, const MaskingKey &key)
{
    const bool text = QString::fromUtf8(payload).toUtf8() == payload && !payload.contains('\n');
    const QSignalBlocker quiet[]{QSignalBlocker(m_way), QSignalBlocker(m_kind), QSignalBlocker(m_input)};
    m_way->setCurrentIndex(0);
    m_kind->setCurrentIndex(text ? 0 : 1);
    m_input->setText(
        text ? QString::fromUtf8(payload) : spacedHex(payload.first(std::min<qsizetype>(1024, payload.size()))));
    m_keyEdit->setText(keyText(key));
    compute();
}

void MaskTool::setLive(const QByteArray &payload, const MaskingKey &key)
{
    m_livePayload = payload;
    m_liveKey = key;
    m_useLive->setEnabled(true);
    m_useLive->setToolTip(tr("Payload and key of the frame that this lesson's client sent last"));
}

/// What came out goes in, so that one sees it come back.
void MaskTool::noteKind()
{
    const bool text = !isUnmasking() && QString::fromUtf8(m_out).toUtf8() == m_out;
    const QSignalBlocker quiet[]{QSignalBlocker(m_kind), QSignalBlocker(m_input)};
    m_kind->setCurrentIndex(text ? 0 : 1);
    m_input->setText(text ? QString::fromUtf8(m_out) : spacedHex(m_out));
    compute();
}

void MaskTool::compute()
{
    QString inputError;
    QString keyError;
    if (m_kind->currentIndex() == 0)
        m_in = m_input->text().toUtf8();
    else if (const auto bytes = bytesFromHex(m_input->text().toUtf8()))
        m_in = *bytes;
    else
        inputError = bytes.error().sentence;
    const auto key = bytesFromHex(m_keyEdit->text().toUtf8());
    if (!key)
        keyError = key.error().sentence;
    else if (key->size() != qsizetype(m_key.size()))
        keyError = tr("expected 4 bytes in hex, got %1, RFC 6455 §5.3").arg(key->size());
    else
        std::copy(key->begin(), key->end(), m_key.begin());
    m_form->setError(m_input->parentWidget(), inputError);
    m_form->setError(m_keyEdit->parentWidget(), keyError);
    if (!inputError.isEmpty() || !keyError.isEmpty())
        return; // what was computed last stays
    m_out = m_in;
    applyMask(m_out.data(), m_out.size(), m_key);
    m_bytes->setBytes(
        isUnmasking() ? m_out : m_in, m_key, isUnmasking() ? UnmaskView::Order::Unmasking : UnmaskView::Order::Masking);
    FrameHeader header;
    header.masked = true;
    header.maskingKey = m_key;
    const QByteArray &plain = isUnmasking() ? m_out : m_in;
    const QByteArray frame = encodeFrame(header, plain);
    const qsizetype head = frame.size() - plain.size();
    m_frame->setParts({{spacedHex(frame.first(head - 4)) + u' '}, {spacedHex(frame.sliced(head - 4, 4)), Ink::Purpose},
        {u' ' + spacedHex(frame.sliced(head))}});
    m_results->setName(m_result, isUnmasking() ? tr("Unmasked") : tr("Masked"));
    m_result->setText(spacedHex(m_out));
    showByte();
}

void MaskTool::showByte()
{
    const qsizetype at = m_bytes->current();
    m_previous->setEnabled(at > 0);
    m_next->setEnabled(at + 1 < m_in.size());
    m_bits->setVisible(!m_in.isEmpty());
    if (m_in.isEmpty())
        return m_at->setText(tr("No bytes: an empty payload has nothing to mask."));
    const auto in = quint8(m_in.at(at));
    const auto out = quint8(m_out.at(at));
    const quint8 key = m_key[size_t(at % 4)];
    m_at->setText(tr("Byte %1 of %2: key byte %1 mod 4 = %3").arg(at).arg(m_in.size()).arg(at % 4));
    const QString names[]{isUnmasking() ? tr("on the wire") : tr("payload"), tr("XOR key"),
        isUnmasking() ? tr("payload") : tr("on the wire")};
    int width = 0;
    for (const QString &name : names)
        width = std::max(width, int(name.size()) + 2);
    QList<InkPart> parts;
    const auto line = [&](const QString &name, quint8 byte, Ink ink) {
        const QString hex = QStringLiteral("%1  ").arg(byte, 2, 16, QLatin1Char('0'));
        parts.append({(parts.isEmpty() ? QString() : QStringLiteral("\n")) + padded(name, width), Ink::Text2});
        parts.append({hex});
        appendBits(parts, byte, key, ink);
    };
    line(names[0], in, Ink::Text);
    line(names[1], key, Ink::Purpose);
    line(names[2], out, Ink::Purpose);
    m_bits->setParts(parts);
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/frameeditor.h"

#include "ui/common/flowlayout.h"
#include "ui/common/segments.h"
#include "ui/compose/rawframefields.h"
#include "ui/detail/fieldview.h"
#include "ui/detail/framediagram.h"
#include "ui/learn/tools/hexedit.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int Gap = 8;

/// Bytes of the frame that a field stands in.
ByteMark markOf(const FrameField &field, qsizetype frame, ByteMark::Kind kind)
{
    const int first = field.firstBit / 8;
    const int last = (field.firstBit + std::max(field.bits, 1) - 1) / 8;
    return {kind, frame + first, last - first + 1};
}

} // namespace

FrameEditor::FrameEditor(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sender(new Segments(theme))
    , m_deflate(new QCheckBox(tr("permessage-deflate agreed")))
    , m_examples(new QMenu(this))
    , m_list(new QComboBox)
    , m_hex(new HexEdit(theme))
    , m_hexError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_fields(new RawFrameFields(theme))
    , m_diagram(new FrameDiagram(theme))
    , m_field(new FieldView(theme))
    , m_verdict(new TextLabel(theme, TypeStep::Body, Ink::Ok, QFont::Medium))
    , m_notes(new TextLabel(theme, TypeStep::Body, Ink::Text2))
{
    setObjectName(QStringLiteral("frameEditor"));
    m_hex->setObjectName(QStringLiteral("labHex"));
    m_hex->setAccessibleName(tr("Frames in hex"));
    m_hexError->setObjectName(QStringLiteral("labHexError"));
    m_hexError->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("labFrames"));
    m_list->setAccessibleName(tr("Frame that is shown"));
    m_fields->setWhole();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Gap);
    column->addWidget(makeHead());
    column->addWidget(m_hex);
    column->addWidget(m_hexError);
    column->addWidget(m_list);
    column->addWidget(m_fields);
    column->addWidget(makePicture());
    column->addWidget(m_verdict);
    column->addWidget(m_notes);
    m_verdict->setObjectName(QStringLiteral("labVerdict"));
    m_notes->setObjectName(QStringLiteral("labNotes"));
    for (TextLabel *label : {m_verdict, m_notes}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    connect(m_hex, &HexEdit::bytesChanged, this, &FrameEditor::decode);
    connect(m_hex, &HexEdit::currentByteChanged, this, &FrameEditor::selectByte);
    connect(m_fields, &RawFrameFields::edited, this, &FrameEditor::takeFields);
    connect(m_list, &QComboBox::activated, this, &FrameEditor::chooseFrame);
    connect(m_diagram, &FrameDiagram::fieldSelected, this, &FrameEditor::selectField);
    connect(m_sender, &Segments::currentChanged, this, [this] {
        fillExamples();
        decode();
    });
    connect(m_deflate, &QCheckBox::toggled, this, &FrameEditor::decode);
    fillExamples();
    load("masked-hello");
}

QWidget *FrameEditor::makeHead()
{
    auto *head = new QWidget;
    auto *row = new FlowLayout(Gap, 4, head);
    auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
    label->setText(tr("Sent by"));
    label->setBuddy(m_sender);
    m_sender->setObjectName(QStringLiteral("labSender"));
    m_sender->setAccessibleName(tr("Who sends the frames"));
    m_sender->addSegment(tr("Client"))->setObjectName(QStringLiteral("labClient"));
    m_sender->addSegment(tr("Server"))->setObjectName(QStringLiteral("labServer"));
    m_deflate->setObjectName(QStringLiteral("labDeflate"));
    m_deflate->setToolTip(tr("RSV1 then says that the message is compressed, RFC 7692 §6"));
    auto *examples = pushButton(tr("Examples"), QStringLiteral("labExamples"));
    examples->setMenu(m_examples);
    for (QWidget *widget : std::initializer_list<QWidget *>{label, m_sender, m_deflate, examples})
        row->addWidget(widget);
    return head;
}

QWidget *FrameEditor::makePicture()
{
    auto *beside = new BesideBox({m_diagram, m_field}, 0);
    connect(beside, &BesideBox::stacked, m_field, &FieldView::setWide);
    m_picturePart = beside;
    return m_picturePart;
}

void FrameEditor::fillExamples()
{
    m_examples->clear();
    QMenu *group = nullptr;
    QString name;
    const MaskingKey key = newRandomKey();
    const auto add = [this](QMenu *menu, const QString &text, const QByteArray &id) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QStringLiteral("lab-") + QString::fromLatin1(id));
        connect(action, &QAction::triggered, this, [this, id] { load(id); });
        return action;
    };
    add(m_examples, tr("“Hello” of RFC 6455 §5.7, masked"), "masked-hello");
    add(m_examples, tr("“Hello” of RFC 6455 §5.7, unmasked"), "unmasked-hello");
    add(m_examples, tr("“Hel” and “lo” of RFC 6455 §5.7"), "fragments-hello");
    add(m_examples, tr("“Hello” of RFC 7692 §7.2.3.1, compressed"), "compressed-hello");
    m_examples->addSeparator();
    for (const RawExample &example : rawExamples(sender(), key)) {
        if (group == nullptr || name != rawGroupName(example.group)) {
            name = rawGroupName(example.group);
            group = m_examples->addMenu(name);
        }
        const QString title = example.legal ? tr("%1 (legal)").arg(example.title) : example.title;
        add(group, title + u'\t' + example.section.section(u' ', -1), example.id);
    }
}

void FrameEditor::load(const QByteArray &id)
{
    if (id == "masked-hello") {
        m_sender->setCurrentIndex(0);
        return setBytes(QByteArray::fromHex("818537fa213d7f9f4d5158"));
    }
    if (id == "unmasked-hello" || id == "fragments-hello") {
        m_sender->setCurrentIndex(1);
        return setBytes(QByteArray::fromHex(id == "unmasked-hello" ? "810548656c6c6f" : "010348656c80026c6f"));
    }
    if (id == "compressed-hello") {
        m_sender->setCurrentIndex(1);
        m_deflate->setChecked(true);
        return setBytes(QByteArray::fromHex("c107f248cdc9c90700"));
    }
    const MaskingKey key = newRandomKey();
    for (const RawExample &example : rawExamples(sender(), key)) {
        if (example.id != id)
            continue;
        QByteArray bytes;
        for (const RawFrame &frame : example.frames)
            bytes += encodeRawFrame(frame);
        return setBytes(bytes.left(HexEdit::MostBytes));
    }
}

QByteArray FrameEditor::bytes() const
{
    return m_hex->bytes();
}

QString FrameEditor::error() const
{
    return m_hex->error().isEmpty() ? m_fieldError : m_hex->error();
}

void FrameEditor::setBytes(const QByteArray &bytes)
{
    m_current = 0;
    m_hex->setBytes(bytes);
    chooseFrame(0);
}

Role FrameEditor::sender() const
{
    return m_sender->currentIndex() == 0 ? Role::Client : Role::Server;
}

void FrameEditor::setSender(Role sender)
{
    m_sender->setCurrentIndex(sender == Role::Client ? 0 : 1);
}

bool FrameEditor::isDeflateAgreed() const
{
    return m_deflate->isChecked();
}

FrameContext FrameEditor::context() const
{
    FrameContext context;
    context.fromClient = sender() == Role::Client;
    context.deflateAgreed = m_deflate->isChecked();
    return context;
}

void FrameEditor::decode()
{
    m_frames = decodeFrames(m_hex->bytes(), sender(), m_deflate->isChecked());
    if (const int at = frameAt(m_hex->currentByte()); at >= 0 && !m_fromFields)
        m_current = at;
    m_current = std::clamp(m_current, 0, std::max(0, int(m_frames.size()) - 1));
    m_hexError->setText(m_hex->error());
    m_hexError->setVisible(!m_hex->error().isEmpty());
    showList();
    showFrame();
    Q_EMIT changed();
}

void FrameEditor::showList()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (qsizetype at = 0; at < m_frames.size(); ++at) {
        const LabFrame &frame = m_frames.at(at);
        const QString text = tr("Frame %1 of %2: %3").arg(at + 1).arg(m_frames.size()).arg(labFrameText(frame));
        const bool broken = frame.closeCode != 0;
        m_list->addItem(broken ? m_theme.icon(QStringLiteral("fail"), m_theme.colours().fail) : QIcon(),
            broken ? tr("%1, breaks a rule").arg(text) : text);
    }
    m_list->setCurrentIndex(m_current);
    m_list->setVisible(m_frames.size() > 1);
}

void FrameEditor::chooseFrame(int index)
{
    if (index < 0 || index >= m_frames.size())
        return;
    m_current = index;
    m_list->setCurrentIndex(index);
    showFrame();
}

int FrameEditor::frameAt(qsizetype byte) const
{
    for (int at = 0; at < m_frames.size(); ++at) {
        if (byte >= m_frames.at(at).offset && byte < m_frames.at(at).offset + m_frames.at(at).size)
            return at;
    }
    return -1;
}

void FrameEditor::selectByte(qsizetype byte)
{
    const int frame = frameAt(byte);
    if (frame < 0)
        return;
    if (frame != m_current)
        chooseFrame(frame);
    const auto bit = int(std::min<qsizetype>(byte - m_frames.at(frame).offset, 64)) * 8;
    for (int field = 0; field < m_picture.fields.size(); ++field) {
        const FrameField &shown = m_picture.fields.at(field);
        const bool in = bit + 7 >= shown.firstBit && bit < shown.firstBit + shown.bits;
        if (in || field + 1 == m_picture.fields.size())
            return selectField(field);
    }
}

void FrameEditor::showFrame()
{
    const bool there = m_current < m_frames.size();
    const bool known = there && m_frames.at(m_current).headerWhole;
    m_picturePart->setVisible(known);
    m_fields->setEnabled(known || m_frames.isEmpty());
    m_picture = known ? labPicture(m_frames.at(m_current), context()) : FramePicture();
    m_diagram->setPicture(m_picture);
    if (!there) {
        showVerdict(tr("expected at least 2 bytes of a header, got none, RFC 6455 §5.2"), {});
        return markBytes();
    }
    const LabFrame &frame = m_frames.at(m_current);
    if (known && !m_fromFields) {
        m_fieldError.clear();
        m_fields->clearErrors();
        m_fields->setDraft(labDraft(frame));
    }
    showRules(frame);
    if (known)
        selectField(m_picture.mostTelling());
    else
        markBytes();
}

void FrameEditor::showRules(const LabFrame &frame)
{
    QStringList words;
    if (frame.closeCode != 0)
        words.append(tr("The peer must fail the connection; %1 says so (§7.4.1).").arg(frame.closeCode));
    else if (frame.error.isEmpty())
        for (const QString &rule : keptRules(m_picture, context()))
            words.append(tr("%1.").arg(rule));
    if (!frame.content.isEmpty())
        words.append(tr("It says “%1”.").arg(frame.content));
    for (int at = 0; at < m_current; ++at) {
        if (m_frames.at(at).closeCode == 0)
            continue;
        words.append(tr("Frame %1 has broken a rule: a peer reads no further.").arg(at + 1));
        break;
    }
    showVerdict(frame.error, words);
}

void FrameEditor::showVerdict(const QString &broken, const QStringList &notes)
{
    m_verdict->setInk(broken.isEmpty() ? Ink::Ok : Ink::Fail);
    m_verdict->setText(broken.isEmpty() ? tr("✓ No rule broken") : tr("✗ %1").arg(broken));
    m_notes->setText(notes.join(u' '));
    m_notes->setVisible(!notes.isEmpty());
}

void FrameEditor::selectField(int field)
{
    if (field < 0 || field >= m_picture.fields.size())
        return;
    m_diagram->setSelected(field);
    m_field->setField(m_picture.fields.at(field));
    markBytes();
}

void FrameEditor::markBytes()
{
    QList<ByteMark> marks;
    for (const LabFrame &frame : std::as_const(m_frames)) {
        if (frame.headerWhole && frame.header.masked)
            marks.append({ByteMark::Kind::Key, frame.offset + frame.header.size() - 4, 4});
        if (!frame.headerWhole)
            marks.append({ByteMark::Kind::Broken, frame.offset, frame.size});
    }
    if (m_current < m_frames.size()) {
        const LabFrame &frame = m_frames.at(m_current);
        for (int field = 0; field < m_picture.fields.size(); ++field) {
            if (m_picture.fields.at(field).broken)
                marks.append(markOf(m_picture.fields.at(field), frame.offset, ByteMark::Kind::Broken));
            if (field == m_diagram->selected())
                marks.append(markOf(m_picture.fields.at(field), frame.offset, ByteMark::Kind::Selected));
        }
    }
    m_hex->setMarks(marks);
}

/// A field changed: its frame's bytes are made anew, the others stay.
void FrameEditor::takeFields()
{
    RawDraft draft;
    draft.frames = {m_fields->draft()};
    m_fields->clearErrors();
    const MaskingKey random = newRandomKey();
    const auto made = framesOf(draft, random);
    m_fieldError = made ? QString() : made.error().sentence;
    if (!made)
        return m_fields->setError(made.error().field, made.error().sentence);
    if (draft.frames.first().mask == DraftMask::Random) { // from now on it is this one
        draft.frames.first().mask = DraftMask::Given;
        draft.frames.first().key = keyText(random);
        m_fields->setDraft(draft.frames.first());
    }
    const qsizetype from = m_current < m_frames.size() ? m_frames.at(m_current).offset : 0;
    const qsizetype size = m_current < m_frames.size() ? m_frames.at(m_current).size : 0;
    QByteArray bytes = m_hex->bytes();
    bytes.replace(from, size, encodeRawFrame(made->first()));
    const QScopedValueRollback fromFields(m_fromFields, true);
    m_hex->setBytes(bytes);
}

} // namespace handglass

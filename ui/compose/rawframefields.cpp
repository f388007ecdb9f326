// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawframefields.h"

#include "ui/common/flowlayout.h"
#include "ui/common/segments.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int LargestTyped = 16 << 20; ///< characters of a payload
constexpr quint8 LengthForms[]{0, 7, 16, 64};

QLineEdit *lineEdit(Theme &theme, const char *name, const QString &accessibleName, const QString &widest)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setAccessibleName(accessibleName);
    edit->setFont(theme.mono());
    edit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    edit->setFixedWidth(edit->fontMetrics().horizontalAdvance(widest) + 20);
    QObject::connect(&theme, &Theme::changed, edit, [&theme, edit] { edit->setFont(theme.mono()); });
    return edit;
}

QCheckBox *checkBox(const char *name, const QString &text, const QString &toolTip)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(toolTip);
    return box;
}

QComboBox *comboBox(const char *name, const QString &accessibleName)
{
    auto *combo = new QComboBox;
    combo->setObjectName(QLatin1String(name));
    combo->setAccessibleName(accessibleName);
    combo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return combo;
}

} // namespace

RawFrameFields::RawFrameFields(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_headerError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_payloadError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
{
    makeFields();
    place(theme);
    connectFields();
    setDraft({});
}

void RawFrameFields::makeFields()
{
    m_opcode = comboBox("rawOpcode", tr("Opcode"));
    for (int opcode = 0; opcode < 16; ++opcode)
        m_opcode->addItem(opcodeText(opcode));
    m_fin = checkBox("rawFin", QStringLiteral("FIN"), tr("The message's last frame, RFC 6455 §5.2"));
    const QString reserved = tr("Reserved for extensions, else 0, RFC 6455 §5.2");
    m_rsv1 = checkBox("rawRsv1", QStringLiteral("RSV1"), tr("Compressed, with permessage-deflate, RFC 7692 §6"));
    m_rsv2 = checkBox("rawRsv2", QStringLiteral("RSV2"), reserved);
    m_rsv3 = checkBox("rawRsv3", QStringLiteral("RSV3"), reserved);
    m_mask = comboBox("rawMask", tr("Masking key"));
    m_mask->addItems({tr("Random key"), tr("This key"), tr("No mask")});
    m_key = lineEdit(m_theme, "rawKey", tr("Masking key, 4 bytes in hex"), QStringLiteral("00 00 00 00"));
    m_length = comboBox("rawLength", tr("Length form"));
    m_length->addItems({tr("Shortest form"), tr("7-bit form"), tr("16-bit form"), tr("64-bit form")});
    m_lengthIsFalse = checkBox("rawLengthIsFalse", tr("False length"), tr("What the header says, whatever is sent"));
    m_falseLength = lineEdit(m_theme, "rawFalseLength", tr("False length"), QStringLiteral("0x80000000"));
    for (QComboBox *combo : {m_opcode, m_mask, m_length}) {
        int widest = 0;
        for (int i = 0; i < combo->count(); ++i)
            widest = std::max(widest, combo->fontMetrics().horizontalAdvance(combo->itemText(i)));
        combo->setMinimumWidth(widest + 40); // the arrow and the frame
    }
    m_kind = new Segments(m_theme);
    m_kind->addSegment(tr("Text"))->setObjectName(QStringLiteral("rawText"));
    m_kind->addSegment(tr("Hex"))->setObjectName(QStringLiteral("rawHex"));
    m_payload = lineEdit(m_theme, "rawPayload", tr("Payload"), QString());
    m_payload->setMinimumWidth(120);
    m_payload->setMaximumWidth(QWIDGETSIZE_MAX);
    m_payload->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_payload->setMaxLength(LargestTyped);
    m_payload->setPlaceholderText(tr("Payload, before masking"));
    m_fragments = lineEdit(m_theme, "rawFragments", tr("Sizes of fragments"), QStringLiteral("1, 2, 100x1"));
    m_fragments->setPlaceholderText(tr("whole"));
    m_fragments->setToolTip(tr("Payload sizes of the message's fragments, as 3, 2 or 5x1; the rest in a last one"));
    m_headerError->setObjectName(QStringLiteral("rawHeaderError"));
    m_payloadError->setObjectName(QStringLiteral("rawPayloadError"));
}

void RawFrameFields::place(Theme &theme)
{
    auto *header = new FlowLayout(8, 4);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_opcode, m_fin, m_rsv1, m_rsv2, m_rsv3, m_mask, m_key, m_length, m_lengthIsFalse, m_falseLength})
        header->addWidget(widget);
    auto *payload = new QHBoxLayout;
    payload->setSpacing(8);
    m_fragmentsLabel = new TextLabel(theme, TypeStep::Body, Ink::Text2);
    m_fragmentsLabel->setText(tr("Fragments"));
    m_fragmentsLabel->setBuddy(m_fragments);
    payload->addWidget(m_kind);
    payload->addWidget(m_payload, 1);
    payload->addWidget(m_fragmentsLabel);
    payload->addWidget(m_fragments);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addLayout(header);
    all->addWidget(m_headerError);
    all->addLayout(payload);
    all->addWidget(m_payloadError);
    for (TextLabel *error : {m_headerError, m_payloadError}) {
        error->setWordWrap(true);
        error->hide();
    }
}

void RawFrameFields::connectFields()
{
    for (QComboBox *combo : {m_opcode, m_mask, m_length})
        connect(combo, &QComboBox::currentIndexChanged, this, &RawFrameFields::noteChange);
    for (QCheckBox *box : {m_fin, m_rsv1, m_rsv2, m_rsv3, m_lengthIsFalse})
        connect(box, &QCheckBox::toggled, this, &RawFrameFields::noteChange);
    connect(m_key, &QLineEdit::textEdited, this, [this](const QString &text) { m_givenKey = text; });
    for (QLineEdit *edit : {m_key, m_falseLength, m_payload, m_fragments})
        connect(edit, &QLineEdit::textChanged, this, &RawFrameFields::noteChange);
    connect(m_kind, &Segments::currentChanged, this, &RawFrameFields::noteChange);
}

void RawFrameFields::setWhole()
{
    m_fragmentsLabel->hide();
    m_fragments->hide();
}

FrameDraft RawFrameFields::draft() const
{
    FrameDraft draft;
    draft.fin = m_fin->isChecked();
    draft.rsv1 = m_rsv1->isChecked();
    draft.rsv2 = m_rsv2->isChecked();
    draft.rsv3 = m_rsv3->isChecked();
    draft.opcode = m_opcode->currentIndex();
    draft.mask = static_cast<DraftMask>(m_mask->currentIndex());
    draft.key = m_givenKey;
    draft.lengthBits = LengthForms[m_length->currentIndex()];
    draft.lengthIsFalse = m_lengthIsFalse->isChecked();
    draft.falseLength = m_falseLength->text();
    draft.hex = m_kind->currentIndex() == 1;
    draft.payload = m_payload->text();
    draft.fragments = m_fragments->text();
    return draft;
}

void RawFrameFields::setDraft(const FrameDraft &draft)
{
    const QScopedValueRollback setting(m_setting, true);
    m_fin->setChecked(draft.fin);
    m_rsv1->setChecked(draft.rsv1);
    m_rsv2->setChecked(draft.rsv2);
    m_rsv3->setChecked(draft.rsv3);
    m_opcode->setCurrentIndex(draft.opcode);
    m_mask->setCurrentIndex(static_cast<int>(draft.mask));
    m_givenKey = draft.key;
    const auto *const form = std::find(std::begin(LengthForms), std::end(LengthForms), draft.lengthBits);
    m_length->setCurrentIndex(int(form - std::begin(LengthForms)));
    m_lengthIsFalse->setChecked(draft.lengthIsFalse);
    m_falseLength->setText(draft.falseLength);
    m_kind->setCurrentIndex(draft.hex ? 1 : 0);
    m_payload->setText(draft.payload);
    m_fragments->setText(draft.fragments);
    updateEnabled();
}

void RawFrameFields::setRandomKey(const MaskingKey &key)
{
    m_randomKey = key;
    const QScopedValueRollback setting(m_setting, true);
    updateEnabled();
}

void RawFrameFields::noteChange()
{
    if (m_setting)
        return;
    {
        const QScopedValueRollback setting(m_setting, true);
        updateEnabled();
    }
    Q_EMIT edited();
}

void RawFrameFields::updateEnabled()
{
    const auto mask = static_cast<DraftMask>(m_mask->currentIndex());
    const QString key = mask == DraftMask::Given ? m_givenKey
        : mask == DraftMask::Random              ? keyText(m_randomKey)
                                                 : QString();
    if (m_key->text() != key)
        m_key->setText(key);
    m_key->setReadOnly(mask == DraftMask::Random);
    m_key->setVisible(mask != DraftMask::None);
    m_falseLength->setVisible(m_lengthIsFalse->isChecked());
}

QLineEdit *RawFrameFields::editOf(DraftField field) const
{
    switch (field) {
    case DraftField::Key:
        return m_key;
    case DraftField::FalseLength:
        return m_falseLength;
    case DraftField::Fragments:
        return m_fragments;
    case DraftField::Payload:
    case DraftField::Pieces:
        break;
    }
    return m_payload;
}

void RawFrameFields::setError(DraftField field, const QString &sentence)
{
    const bool inHeader = field == DraftField::Key || field == DraftField::FalseLength;
    TextLabel *label = inHeader ? m_headerError : m_payloadError;
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
    QLineEdit *edit = editOf(field);
    edit->setProperty("error", !sentence.isEmpty());
    edit->setAccessibleDescription(sentence);
    edit->update();
}

void RawFrameFields::clearErrors()
{
    for (const DraftField field :
        {DraftField::Key, DraftField::FalseLength, DraftField::Payload, DraftField::Fragments})
        setError(field, {});
}

QList<QWidget *> RawFrameFields::tabChain() const
{
    QList<QWidget *> chain{
        m_opcode, m_fin, m_rsv1, m_rsv2, m_rsv3, m_mask, m_key, m_length, m_lengthIsFalse, m_falseLength};
    for (QAbstractButton *kind : m_kind->findChildren<QAbstractButton *>())
        chain.append(kind);
    return chain << m_payload << m_fragments;
}

void RawFrameFields::focusField(DraftField field)
{
    editOf(field)->setFocus(Qt::OtherFocusReason);
}

} // namespace handglass

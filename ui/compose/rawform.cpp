// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawform.h"

#include "ui/common/format.h"
#include "ui/compose/rawframefields.h"
#include "ui/compose/rawpreview.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int LongestPauseMs = 60'000;
constexpr int Spacing = 4;
constexpr QPoint BesideMenu{4, -16}; ///< where a tool tip stands level with its entry

} // namespace

RawForm::RawForm(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_examples(new QMenu(this))
    , m_scroll(new QScrollArea)
    , m_fields(new RawFrameFields(theme))
    , m_pieceError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_preview(new RawPreview(theme))
    , m_status(new TextLabel(theme, TypeStep::Small, Ink::Text3))
{
    m_pieceError->setObjectName(QStringLiteral("rawPieceError"));
    m_pieceError->hide();
    m_status->setObjectName(QStringLiteral("rawStatus"));
    m_status->setWordWrap(true);
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(1, 1, 3, 1);
    column->setSpacing(Spacing);
    m_frameRow = makeFrameRow();
    column->addWidget(m_frameRow);
    column->addWidget(m_fields);
    column->addWidget(makePieceRow());
    column->addWidget(m_pieceError);
    column->addStretch();
    m_scroll->setWidget(form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(Spacing);
    all->addWidget(m_scroll, 1);
    all->addWidget(m_preview);
    all->addWidget(m_status);
    for (QWidget *widget : tabChain())
        widget->installEventFilter(this);
    connect(m_fields, &RawFrameFields::edited, this, &RawForm::noteEdit);
    fillExamples();
    showFrames();
}

QWidget *RawForm::makeFrameRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_frames = new QComboBox;
    m_frames->setObjectName(QStringLiteral("rawFrames"));
    m_frames->setAccessibleName(tr("Frame to edit"));
    m_remove = new QPushButton(tr("Remove frame"));
    m_remove->setObjectName(QStringLiteral("rawRemoveFrame"));
    line->addWidget(m_frames, 1);
    line->addWidget(m_remove);
    connect(m_frames, &QComboBox::activated, this, &RawForm::chooseFrame);
    connect(m_remove, &QPushButton::clicked, this, &RawForm::removeFrame);
    return row;
}

QWidget *RawForm::makePieceRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    const auto label = [&](const QString &text, QWidget *buddy) {
        auto *words = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
        words->setText(text);
        words->setBuddy(buddy);
        return words;
    };
    m_pieces = new QLineEdit;
    m_pieces->setObjectName(QStringLiteral("rawPieces"));
    m_pieces->setAccessibleName(tr("Sizes of TCP writes"));
    m_pieces->setPlaceholderText(tr("all at once"));
    m_pieces->setToolTip(tr("Bytes of each write, as 1, 4 or 10x1; the rest in a last one"));
    m_pause = new QSpinBox;
    m_pause->setObjectName(QStringLiteral("rawPause"));
    m_pause->setAccessibleName(tr("Pause between writes"));
    m_pause->setRange(0, LongestPauseMs);
    m_pause->setSingleStep(50);
    m_pause->setSuffix(tr(" ms"));
    line->addWidget(label(tr("TCP writes of"), m_pieces));
    line->addWidget(m_pieces, 1);
    line->addWidget(label(tr("pause"), m_pause));
    line->addWidget(m_pause);
    m_add = new QPushButton(tr("Add frame"));
    m_add->setObjectName(QStringLiteral("rawAddFrame"));
    m_add->setToolTip(tr("One more frame behind this one, sent together"));
    line->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &RawForm::addFrame);
    connect(m_pieces, &QLineEdit::textEdited, this, &RawForm::noteEdit);
    connect(m_pause, &QSpinBox::valueChanged, this, &RawForm::noteEdit);
    return row;
}

// ---- what is composed

void RawForm::setSender(Role sender)
{
    if (m_sender == sender)
        return;
    m_sender = sender;
    fillExamples();
    if (!m_untouched)
        return;
    m_draft.frames.first().mask = sender == Role::Client ? DraftMask::Random : DraftMask::None;
    showFrames();
}

tl::expected<RawSend, QString> RawForm::take()
{
    const auto raw = sendingOf(m_draft, m_randomKey);
    if (raw)
        return *raw;
    const DraftError &error = raw.error();
    if (error.field != DraftField::Pieces && error.frame != m_current) {
        m_current = error.frame;
        showFrames();
    }
    const QString sentence = tr("%1: nothing was sent").arg(error.sentence);
    showWrong({error.field, error.frame, sentence});
    if (error.field == DraftField::Pieces)
        m_pieces->setFocus(Qt::OtherFocusReason);
    else
        m_fields->focusField(error.field);
    return tl::unexpected(sentence);
}

void RawForm::noticeSent(qsizetype bytes)
{
    m_randomKey = newRandomKey();
    judge();
    say(tr("sent, %1").arg(sizeText(bytes)), Ink::Text2);
}

void RawForm::showError(const QString &sentence)
{
    say(sentence, Ink::Fail);
}

void RawForm::noteEdit()
{
    m_untouched = false;
    m_draft.frames[m_current] = m_fields->draft();
    m_draft.pieces = m_pieces->text();
    m_draft.pauseMs = m_pause->value();
    m_frames->setItemText(m_current,
        tr("Frame %1 of %2: %3")
            .arg(m_current + 1)
            .arg(m_draft.frames.size())
            .arg(opcodeText(m_draft.frames.at(m_current).opcode)));
    judge();
}

void RawForm::judge()
{
    m_fields->setRandomKey(m_randomKey);
    m_fields->clearErrors();
    m_pieceError->hide();
    m_pieces->setProperty("error", false);
    m_pieces->update();
    const auto raw = sendingOf(m_draft, m_randomKey);
    if (!raw) {
        m_preview->showNothing(tr("The bytes are shown as soon as every field is right."));
        showWrong(raw.error());
        return;
    }
    m_preview->show(*framesOf(m_draft, m_randomKey), *raw);
    const qsizetype writes = raw->pieces.size();
    say(writes > 1 ? tr("%1 in %2 writes").arg(sizeText(raw->size())).arg(writes) : sizeText(raw->size()), Ink::Text3);
    updateGeometry();
}

void RawForm::showWrong(const DraftError &error)
{
    if (error.field == DraftField::Pieces) {
        m_pieceError->setText(error.sentence);
        m_pieceError->show();
        m_pieces->setProperty("error", true);
        m_pieces->setAccessibleDescription(error.sentence);
        m_pieces->update();
    } else if (error.frame == m_current) {
        m_fields->setError(error.field, error.sentence);
    }
    say(error.frame == m_current ? QString() : tr("Frame %1: %2").arg(error.frame + 1).arg(error.sentence), Ink::Fail);
    updateGeometry();
}

void RawForm::say(const QString &words, Ink ink)
{
    m_status->setInk(ink);
    m_status->setText(words);
}

void RawForm::focusPayload()
{
    m_fields->focusField(DraftField::Payload);
}

QList<QWidget *> RawForm::tabChain() const
{
    QList<QWidget *> chain{m_frames, m_remove};
    chain += m_fields->tabChain();
    return chain << m_pieces << m_pause << m_add << m_preview;
}

bool RawForm::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::FocusIn && object != m_preview)
        m_scroll->ensureWidgetVisible(static_cast<QWidget *>(object), 0, Spacing);
    return QWidget::eventFilter(object, event);
}

// ---- its frames

void RawForm::addFrame()
{
    FrameDraft frame;
    frame.mask = m_draft.frames.at(m_current).mask;
    m_draft.frames.insert(m_current + 1, frame);
    ++m_current;
    m_untouched = false;
    showFrames();
    focusPayload();
}

void RawForm::removeFrame()
{
    m_draft.frames.removeAt(m_current);
    m_current = std::min(m_current, int(m_draft.frames.size()) - 1);
    m_untouched = false;
    showFrames();
    if (m_draft.frames.size() == 1)
        focusPayload();
}

void RawForm::chooseFrame(int index)
{
    m_current = index;
    showFrames();
}

void RawForm::showFrames()
{
    m_frames->clear();
    for (int i = 0; i < m_draft.frames.size(); ++i) {
        const QString opcode = opcodeText(m_draft.frames.at(i).opcode);
        m_frames->addItem(tr("Frame %1 of %2: %3").arg(i + 1).arg(m_draft.frames.size()).arg(opcode));
    }
    m_frames->setCurrentIndex(m_current);
    m_frameRow->setVisible(m_draft.frames.size() > 1);
    m_fields->setDraft(m_draft.frames.at(m_current));
    m_pieces->setText(m_draft.pieces);
    const QSignalBlocker quiet(m_pause);
    m_pause->setValue(m_draft.pauseMs);
    judge();
}

// ---- examples

void RawForm::fillExamples()
{
    m_examples->clear();
    QMenu *group = nullptr;
    QString name;
    for (const RawExample &example : rawExamples(m_sender, m_randomKey)) {
        if (group == nullptr || name != rawGroupName(example.group)) {
            name = rawGroupName(example.group);
            group = m_examples->addMenu(name);
        }
        // What stands behind a tab is drawn at the menu's right end.
        const QString section = example.section.section(u' ', -1);
        const QString title = example.legal ? tr("%1 (legal)").arg(example.title) : example.title;
        QAction *action = group->addAction(title + u'\t' + section);
        action->setObjectName(QStringLiteral("raw-") + QString::fromLatin1(example.id));
        action->setToolTip(tr("%1 %2").arg(example.duty, example.section));
        connect(action, &QAction::hovered, group, [group, action] { // by the keys, too
            const QRect place = group->actionGeometry(action);
            const QString words = QStringLiteral("<p>%1</p>").arg(action->toolTip().toHtmlEscaped());
            QToolTip::showText(group->mapToGlobal(place.topRight()) + BesideMenu, words, group, place);
        });
        connect(action, &QAction::triggered, this, [this, id = example.id] {
            for (const RawExample &fresh : rawExamples(m_sender, m_randomKey)) {
                if (fresh.id == id)
                    load(fresh);
            }
        });
    }
}

void RawForm::load(const RawExample &example)
{
    m_draft = draftOf(example, m_randomKey);
    m_current = 0;
    m_untouched = false;
    showFrames();
    tellDuty(example);
    focusPayload();
}

void RawForm::tellDuty(const RawExample &example)
{
    say(tr("%1: %2 %3").arg(example.title, example.duty, example.section), Ink::Text2);
}

// ---- size

void RawForm::setCompact(bool compact)
{
    m_compact = compact;
    m_scroll->setVisible(!compact);
    m_status->setVisible(!compact);
    updateGeometry();
}

void RawForm::setRoom(int height)
{
    if (std::exchange(m_room, height) != height)
        updateGeometry();
}

void RawForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry(); // the lines break elsewhere
}

QSize RawForm::minimumSizeHint() const
{
    return {240, sizeHint().height()};
}

QSize RawForm::sizeHint() const
{
    if (m_compact)
        return {400, m_preview->minimumSizeHint().height()};
    const QWidget *form = m_scroll->widget();
    const int width = std::max(240, m_scroll->viewport()->width());
    const int fields = form->hasHeightForWidth() ? form->heightForWidth(width) : form->sizeHint().height();
    const int status = m_status->hasHeightForWidth() ? m_status->heightForWidth(std::max(240, this->width()))
                                                     : m_status->sizeHint().height();
    const int below = m_preview->sizeHint().height() + status + 2 * Spacing;
    return {400, m_room > 0 ? std::min(fields + below, std::max(m_room, below + 60)) : fields + below};
}

} // namespace handglass

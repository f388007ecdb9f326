// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpanel.h"

#include "ui/common/background.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/detail/detailhead.h"
#include "ui/detail/eventview.h"
#include "ui/detail/factsview.h"
#include "ui/detail/frameview.h"
#include "ui/detail/hextab.h"
#include "ui/detail/textview.h"
#include "ui/log/logclipboard.h"
#include "ui/log/rowtext.h"

#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int FactsWidth = 268;
constexpr int NarrowWindow = 1180;

QString prettyKey()
{
    return QStringLiteral("detail/pretty");
}

QString wireKey()
{
    return QStringLiteral("detail/onTheWire");
}

ClipboardText wholeMessage(const QString &path, EntryId id)
{
    const MessageText message = messageText(path, id, -1);
    ClipboardText text{{}, {}, message.readError};
    if (message.utf8Error.isEmpty() && looksLikeText(message.raw)) {
        text.text = QString::fromUtf8(message.raw);
    } else {
        text.text = QString::fromLatin1(message.raw.toHex(' '));
        text.binary = message.raw;
    }
    return text;
}

} // namespace

DetailPanel::DetailPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new DetailHead(theme))
    , m_pages(new QStackedWidget)
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_text(new TextView(theme))
    , m_hex(new HexTab(theme))
    , m_frame(new FrameView(theme))
    , m_event(new EventView(theme))
    , m_facts(new FactsView(theme))
    , m_factsArea(new QScrollArea)
{
    setObjectName(QStringLiteral("detailPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(makePages(), 1);
    m_text->setPretty(QSettings().value(prettyKey(), true).toBool());
    m_head->setPretty(m_text->isPretty());
    connect(m_head, &DetailHead::tabChosen, this, qOverload<int>(&DetailPanel::setCurrentTab));
    connect(m_head, &DetailHead::prettyChosen, this, [this](bool pretty) {
        m_text->setPretty(pretty);
        QSettings().setValue(prettyKey(), pretty);
    });
    m_part = QSettings().value(wireKey(), false).toBool() ? FramePart::Payload : FramePart::Content;
    m_head->setPart(m_part);
    connect(m_head, &DetailHead::partChosen, this, &DetailPanel::choosePart);
    connect(m_head, &DetailHead::copyRequested, this, &DetailPanel::copyMessage);
    connect(m_text, &TextView::loaded, this, &DetailPanel::updateHead);
    clear();
}

QWidget *DetailPanel::makePages()
{
    m_empty->setText(tr("Select a row."));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setContentsMargins(12, 12, 12, 12);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    for (QWidget *page : {static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_hex),
             static_cast<QWidget *>(m_frame), static_cast<QWidget *>(m_event), static_cast<QWidget *>(m_empty)})
        m_pages->addWidget(page);
    m_factsArea->setFrameShape(QFrame::NoFrame);
    m_factsArea->setWidgetResizable(true);
    m_factsArea->setFixedWidth(FactsWidth);
    m_factsArea->setFocusPolicy(Qt::NoFocus);
    m_factsArea->setObjectName(QStringLiteral("detailFacts"));
    m_factsArea->setWidget(m_facts);
    auto *pages = new QWidget;
    auto *row = new QHBoxLayout(pages);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_pages, 1);
    row->addWidget(new Hairline(Qt::Vertical));
    row->addWidget(m_factsArea);
    return pages;
}

void DetailPanel::setEntry(Capture *capture, qint64 id)
{
    const auto entry = capture != nullptr && id > 0 ? capture->reader().entry(id) : std::nullopt;
    if (!entry) {
        clear();
        return;
    }
    m_capture = capture;
    m_entry = *entry;
    std::fill(std::begin(m_filled), std::end(m_filled), false);
    m_head->setEntry(&m_entry);
    m_head->setKind(kindLine(m_entry, 0, {}));
    if (m_entry.row.kind == EntryKind::Frame)
        showFrame(m_entry);
    else
        showEventRow(m_entry);
}

void DetailPanel::clear()
{
    m_capture.clear();
    m_entry = {};
    m_text->clear();
    m_hex->clear();
    m_frame->clear();
    m_head->setEntry(nullptr);
    m_head->setTabsVisible(false);
    m_head->setPrettyVisible(false);
    m_head->setPartVisible(false);
    m_pages->setCurrentWidget(m_empty);
    updateFacts();
}

void DetailPanel::showFrame(const Entry &entry)
{
    m_head->setTabsVisible(true);
    m_facts->setFacts(frameFacts(entry, contextOf(entry, m_capture->connection(entry.row.connection))));
    showTab(keptTab());
}

void DetailPanel::showEventRow(const Entry &entry)
{
    m_event->setEntry(entry, m_capture->connection(entry.row.connection));
    m_head->setTabsVisible(false);
    m_head->setPrettyVisible(false);
    m_head->setPartVisible(false);
    m_pages->setCurrentWidget(m_event);
    updateFacts();
}

/// Where the tab of this kind of payload is kept.
QString DetailPanel::tabKey() const
{
    Opcode opcode = m_entry.opcode();
    if (opcode == Opcode::Continuation && m_capture) {
        const auto first = m_capture->reader().entry(m_entry.row.messageFirst);
        opcode = first ? first->opcode() : Opcode::Binary;
    }
    if (isControl(opcode))
        return QStringLiteral("detail/tab/control");
    return opcode == Opcode::Text ? QStringLiteral("detail/tab/text") : QStringLiteral("detail/tab/binary");
}

DetailTab DetailPanel::keptTab() const
{
    const QString key = tabKey();
    const DetailTab usual = key.endsWith(QLatin1String("text")) ? DetailTab::Text
        : key.endsWith(QLatin1String("binary"))                 ? DetailTab::Hex
                                                                : DetailTab::Frame;
    const int kept = QSettings().value(key, static_cast<int>(usual)).toInt();
    return static_cast<DetailTab>(std::clamp(kept, 0, 2));
}

void DetailPanel::setCurrentTab(DetailTab tab)
{
    if (m_entry.id == 0 || m_entry.row.kind != EntryKind::Frame)
        return;
    QSettings().setValue(tabKey(), static_cast<int>(tab));
    showTab(tab);
}

void DetailPanel::showTab(DetailTab tab)
{
    m_tab = tab;
    m_head->setTab(static_cast<int>(tab));
    fillTab();
    m_pages->setCurrentIndex(static_cast<int>(tab));
    updateFacts();
    updateHead();
}

/// A tab is filled when it is looked at: large payloads are not read for a header.
void DetailPanel::fillTab()
{
    bool &filled = m_filled[static_cast<size_t>(m_tab)];
    if (filled || !m_capture)
        return;
    filled = true;
    switch (m_tab) {
    case DetailTab::Text:
        m_text->setEntry(m_capture, m_entry);
        break;
    case DetailTab::Hex:
        m_hex->setEntry(m_capture, m_entry, m_part);
        break;
    case DetailTab::Frame:
        m_frame->setEntry(
            m_capture, m_entry, contextOf(m_entry, m_capture->connection(m_entry.row.connection)), m_part);
        break;
    }
}

void DetailPanel::updateHead()
{
    if (m_entry.id == 0 || m_entry.row.kind != EntryKind::Frame)
        return;
    const MessageText &message = m_text->message();
    const bool known = message.id == m_entry.id;
    const bool alone = !m_entry.continuation() && (m_entry.row.bits & EntryFirst) == 0;
    const QString size = known ? sizeLine(message.wireTotal, message.total) : QString();
    m_head->setKind(kindLine(m_entry, alone ? 1 : known ? message.frames : 0, size));
    m_head->setPartVisible(m_tab != DetailTab::Text && m_entry.hasContent());
    m_head->setPrettyVisible(m_tab == DetailTab::Text && known && m_text->canBePretty());
}

void DetailPanel::choosePart(FramePart part)
{
    m_part = part;
    QSettings().setValue(wireKey(), part == FramePart::Payload);
    m_filled[static_cast<size_t>(DetailTab::Hex)] = false;
    m_filled[static_cast<size_t>(DetailTab::Frame)] = false;
    fillTab();
}

void DetailPanel::updateFacts()
{
    const bool frame = m_entry.id != 0 && m_entry.row.kind == EntryKind::Frame;
    const bool shown = frame && m_tab != DetailTab::Frame && window()->width() >= NarrowWindow;
    m_factsArea->setVisible(shown);
}

void DetailPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateFacts();
}

void DetailPanel::copyMessage()
{
    if (!m_capture)
        return;
    if (m_entry.row.kind != EntryKind::Frame) {
        putIntoClipboard({m_entry.text, {}, {}});
        return;
    }
    inBackground([path = m_capture->path(), id = m_entry.id] {
        return wholeMessage(path, id);
    }).then(this, [](const ClipboardText &text) {
        if (text.error.isEmpty())
            putIntoClipboard(text);
    });
}

} // namespace handglass

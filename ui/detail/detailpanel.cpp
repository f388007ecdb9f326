// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpanel.h"

#include "ui/common/background.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/detail/comparetab.h"
#include "ui/detail/detailhead.h"
#include "ui/detail/eventview.h"
#include "ui/detail/factsview.h"
#include "ui/detail/findbar.h"
#include "ui/detail/frameview.h"
#include "ui/detail/hextab.h"
#include "ui/detail/hexview.h"
#include "ui/detail/jsontreeview.h"
#include "ui/detail/payloadsave.h"
#include "ui/detail/textview.h"
#include "ui/detail/treetab.h"
#include "ui/detail/unmaskview.h"
#include "ui/log/logclipboard.h"
#include "ui/log/rowtext.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>
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

/// As it is kept; Compare is never.
QString tabName(DetailTab tab)
{
    static const QStringList names{
        QStringLiteral("text"), QStringLiteral("tree"), QStringLiteral("hex"), QStringLiteral("frame")};
    return names.value(static_cast<int>(tab));
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
    , m_tree(new TreeTab(theme))
    , m_hex(new HexTab(theme))
    , m_frame(new FrameView(theme))
    , m_compare(new CompareTab(theme))
    , m_event(new EventView(theme))
    , m_facts(new FactsView(theme))
    , m_factsArea(new QScrollArea)
    , m_save(new PayloadSave(theme))
    , m_find(new FindBar(theme))
    , m_more(new QMenu(this))
{
    setObjectName(QStringLiteral("detailPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_save);
    column->addWidget(makePages(), 1);
    column->addWidget(m_find);
    makeActions();
    connectParts();
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
    clear();
}

void DetailPanel::makeActions()
{
    m_startFind = new QAction(tr("Find in the &message"), this);
    m_startFind->setObjectName(QStringLiteral("findInMessage"));
    m_startFind->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M));
    connect(m_startFind, &QAction::triggered, m_find, &FindBar::start);
    m_compareAction = new QAction(tr("Com&pare"), this);
    m_compareAction->setObjectName(QStringLiteral("compareMessages"));
    m_compareAction->setShortcut(QKeySequence(Qt::Key_F8));
    connect(m_compareAction, &QAction::triggered, this, &DetailPanel::compareRequested);
    m_setLeft = new QAction(tr("Set as &left side to compare"), this);
    m_setLeft->setObjectName(QStringLiteral("compareLeft"));
    m_setLeft->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F8));
    connect(m_setLeft, &QAction::triggered, this, [this] { compare(m_entry.id, 0); });
    m_head->setFindAction(m_startFind);
    m_head->setMoreMenu(m_more);
    m_more->setToolTipsVisible(true);
    connect(m_more, &QMenu::aboutToShow, this, &DetailPanel::fillMore);
}

void DetailPanel::connectParts()
{
    connect(m_text, &TextView::loaded, this, &DetailPanel::updateHead);
    connect(m_text, &TextView::sourceChanged, this, [this] {
        if (m_tab == DetailTab::Text)
            m_find->refresh();
    });
    connect(m_tree, &TreeTab::loaded, this, [this] {
        if (m_tab == DetailTab::Tree)
            m_find->refresh();
    });
    connect(m_tree, &TreeTab::filterRequested, this, &DetailPanel::filterRequested);
}

QList<QAction *> DetailPanel::messageActions() const
{
    return {m_compareAction, m_setLeft, m_save->action()};
}

QList<QAction *> DetailPanel::viewActions() const
{
    return QList<QAction *>{m_startFind, m_find->nextAction(), m_find->previousAction()} + m_compare->actions();
}

/// What can be done with what is shown, first.
void DetailPanel::fillMore()
{
    m_more->clear();
    if (m_tab == DetailTab::Tree)
        m_more->addActions(m_tree->view()->rowActions());
    else if (m_tab == DetailTab::Hex)
        m_more->addActions(m_hex->view()->copyActions());
    else if (m_tab == DetailTab::Compare)
        m_more->addActions(m_compare->actions());
    m_more->addSeparator();
    m_more->addActions(messageActions());
    m_more->addSeparator();
    m_more->addAction(m_startFind);
}

QWidget *DetailPanel::makePages()
{
    m_empty->setText(tr("Select a row."));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setContentsMargins(12, 12, 12, 12);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    for (QWidget *page : std::initializer_list<QWidget *>{m_text, m_tree, m_hex, m_frame, m_compare, m_event, m_empty})
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
    m_filled.fill(false);
    m_tree->clear(); // it may hold much
    m_compare->setCapture(capture);
    m_save->setEntry(capture, m_entry);
    m_head->setEntry(&m_entry);
    m_head->setKind(kindLine(m_entry, 0, {}));
    if (m_entry.row.kind == EntryKind::Frame)
        showFrame(m_entry);
    else
        showEventRow(m_entry);
    updateActions();
}

void DetailPanel::clear()
{
    m_capture.clear();
    m_entry = {};
    m_text->clear();
    m_tree->clear();
    m_hex->clear();
    m_frame->clear();
    m_save->setEntry(nullptr, {});
    m_find->setTarget(nullptr);
    m_head->setEntry(nullptr);
    m_head->setTabsVisible(false);
    m_head->setPrettyVisible(false);
    m_head->setPartVisible(false);
    m_pages->setCurrentWidget(m_empty);
    updateFacts();
    updateActions();
}

void DetailPanel::showFrame(const Entry &entry)
{
    m_head->setTabsVisible(true);
    m_facts->setFacts(frameFacts(entry, contextOf(entry, m_capture->connection(entry.row.connection))));
    showTab(m_tab == DetailTab::Compare ? m_tab : keptTab());
}

void DetailPanel::showEventRow(const Entry &entry)
{
    m_event->setEntry(entry, m_capture->connection(entry.row.connection));
    m_head->setTabsVisible(false);
    m_head->setPrettyVisible(false);
    m_head->setPartVisible(false);
    m_find->setTarget(nullptr);
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
    const QString kept = QSettings().value(key).toString();
    for (const DetailTab tab : {DetailTab::Text, DetailTab::Tree, DetailTab::Hex, DetailTab::Frame}) {
        if (kept == tabName(tab))
            return tab;
    }
    return usual;
}

void DetailPanel::setCurrentTab(DetailTab tab)
{
    if (m_entry.id == 0 || m_entry.row.kind != EntryKind::Frame)
        return;
    if (tab != DetailTab::Compare)
        QSettings().setValue(tabKey(), tabName(tab));
    showTab(tab);
}

void DetailPanel::showTab(DetailTab tab)
{
    m_tab = tab;
    m_head->setTab(static_cast<int>(tab));
    fillTab();
    m_pages->setCurrentIndex(static_cast<int>(tab));
    m_find->setTarget(findTarget());
    updateFacts();
    updateActions();
    updateHead();
}

FindTarget *DetailPanel::findTarget() const
{
    switch (m_tab) {
    case DetailTab::Text:
        return m_text;
    case DetailTab::Tree:
        return m_tree;
    case DetailTab::Hex:
        return m_hex->view();
    case DetailTab::Frame:
        return m_frame->bytesView();
    case DetailTab::Compare:
        break;
    }
    return nullptr;
}

void DetailPanel::updateActions()
{
    const bool frame = m_entry.id != 0 && m_entry.row.kind == EntryKind::Frame;
    const QString whyNot = tr("Select a message first");
    m_compareAction->setEnabled(frame);
    m_compareAction->setToolTip(frame ? tr("The two selected messages, or this one with the left side") : whyNot);
    m_setLeft->setEnabled(frame);
    m_setLeft->setToolTip(frame ? tr("Each message selected from now on is compared with this one") : whyNot);
    m_startFind->setEnabled(frame && m_tab != DetailTab::Compare);
    m_startFind->setToolTip(!frame     ? whyNot
            : m_startFind->isEnabled() ? tr("Find in what the tab shows")
                                       : tr("Choose Text, Tree, Hex or Frame first"));
}

void DetailPanel::compare(qint64 left, qint64 right)
{
    if (left != 0)
        m_compare->setLeft(left);
    setCurrentTab(DetailTab::Compare);
    if (right != 0)
        m_compare->setRight(right);
}

/// What a find key does in here, while it can; elsewhere in the window these keys are the log's.
QAction *DetailPanel::findKeyAction(const QKeyEvent &key) const
{
    QAction *action = nullptr;
    if (key.matches(QKeySequence::Find))
        action = m_startFind;
    else if (key.key() == Qt::Key_F3 && m_find->isActive())
        action = (key.modifiers() & Qt::ShiftModifier) != 0 ? m_find->previousAction() : m_find->nextAction();
    return action != nullptr && action->isEnabled() ? action : nullptr;
}

bool DetailPanel::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && findKeyAction(*static_cast<QKeyEvent *>(event)) != nullptr) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void DetailPanel::keyPressEvent(QKeyEvent *event)
{
    if (QAction *action = findKeyAction(*event))
        action->trigger();
    else if (event->key() == Qt::Key_Escape && m_find->isActive())
        m_find->leave();
    else
        QWidget::keyPressEvent(event);
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
    case DetailTab::Tree:
        m_tree->setEntry(m_capture, m_entry);
        break;
    case DetailTab::Hex:
        m_hex->setEntry(m_capture, m_entry, m_part);
        m_find->refresh();
        break;
    case DetailTab::Frame:
        m_frame->setEntry(
            m_capture, m_entry, contextOf(m_entry, m_capture->connection(m_entry.row.connection)), m_part);
        m_find->refresh();
        break;
    case DetailTab::Compare:
        m_compare->setRight(m_entry.id);
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
    m_head->setPartVisible((m_tab == DetailTab::Hex || m_tab == DetailTab::Frame) && m_entry.hasContent());
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
    const bool shown = frame && m_tab < DetailTab::Frame && window()->width() >= NarrowWindow;
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

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composepanel.h"

#include "app/decode/json.h"
#include "ui/common/closepopover.h"
#include "ui/common/format.h"
#include "ui/common/payloadeditor.h"
#include "ui/compose/composefield.h"
#include "ui/compose/payloadfile.h"
#include "ui/compose/pingpopover.h"
#include "ui/compose/rawform.h"

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStringDecoder>

namespace handglass {

namespace {

constexpr int CompactBelow = 700;            ///< px of the window's height
constexpr qsizetype LargestEdited = 4 << 20; ///< bytes of a payload that is put into the editor
constexpr int FormatWidth = 104;
constexpr int LeastRawRoom = 120; ///< px of height
constexpr int RoomOfOthers = 410; ///< px of the window's height that the raw form leaves to the other parts
constexpr int MenuEntries = 20;
constexpr int MenuText = 60; ///< characters

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    Q_UNUSED(text);
    return !decoder.hasError();
}

QString menuText(const Composition &entry)
{
    QString text = QString::fromUtf8(entry.text).simplified();
    if (text.size() > MenuText)
        text = text.first(MenuText) + QStringLiteral("…");
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

ComposePanel::ComposePanel(Theme &theme, QWidget *parent, const QString &historyFile)
    : QWidget(parent)
    , m_theme(theme)
    , m_file(historyFile, m_history, this)
{
    setObjectName(QStringLiteral("composePanel"));
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    makeControls();
    makePopovers();
    connectControls();
    place();
    applyTheme();
    setTarget(false, tr("Connect first (F5)."));
    m_file.load();
}

ComposePanel::~ComposePanel()
{
    qApp->disconnect(this);
}

void ComposePanel::setTarget(bool open, const QString &whyNot, qsizetype receivers)
{
    m_open = open;
    m_receivers = receivers;
    m_whyNot = whyNot;
    updateButtons();
}

void ComposePanel::sendDone(qint64 token, const QString &error)
{
    const auto found = m_pending.find(token);
    if (found == m_pending.end())
        return;
    const Pending done = *found;
    m_pending.erase(found);
    if (!error.isEmpty()) {
        if (done.popover && done.popover->isVisible())
            return done.popover->showError(error);
        return done.raw ? m_raw->showError(error) : m_field->showError(error);
    }
    if (done.popover && !done.stays)
        done.popover->leave();
    if (done.raw)
        m_raw->noticeSent(done.size);
    if (!done.fromEditor)
        return;
    m_history.add(done.composition);
    m_file.touch();
    if (done.composition == m_field->composition()) {
        m_field->selectAll();
        m_field->showNotice(tr("sent, %1").arg(sizeText(done.size)));
    }
}

void ComposePanel::focusField()
{
    m_isRaw ? m_raw->focusPayload() : m_field->setFocus();
}

void ComposePanel::edit(const QByteArray &payload, bool text)
{
    const bool asText = text && isUtf8(payload);
    if (payload.size() > LargestEdited)
        return m_field->showError(tr("expected at most %1 to edit, got %2; Send again sends it unchanged")
                                      .arg(sizeText(LargestEdited), sizeText(payload.size())));
    const ComposeFormat format = !asText                ? ComposeFormat::Hex
        : looksLikeJson(payload) && !jsonError(payload) ? ComposeFormat::Json
                                                        : ComposeFormat::Text;
    load(Composition{format, asText ? payload : hexText(payload)});
    focusField();
}

void ComposePanel::send(const QByteArray &payload, bool text)
{
    if (!m_open)
        return m_field->showError(tr("%1 Nothing was sent.").arg(m_whyNot));
    emitPayload(payload, text && isUtf8(payload), {});
}

void ComposePanel::sendNow()
{
    if (m_reading != 0)
        return cancelReading();
    if (!m_open)
        return showError(tr("%1 Nothing was sent.").arg(m_whyNot));
    if (m_isRaw)
        return sendRaw();
    const Composition composition = m_field->composition();
    if (composition.format == ComposeFormat::File)
        return sendFile();
    const auto payload = composedPayload(composition.format, composition.text);
    if (!payload) {
        FormatError error = payload.error();
        error.sentence = tr("%1: nothing was sent").arg(error.sentence);
        return m_field->showError(error);
    }
    emitPayload(*payload, isTextFormat(composition.format), {composition, nullptr, payload->size(), true});
}

void ComposePanel::openPing()
{
    m_pingPopover->openAbove(m_ping);
}

void ComposePanel::openClose()
{
    m_closePopover->openAbove(m_close);
}

void ComposePanel::showOlder()
{
    load(m_history.older(m_field->composition()));
}

void ComposePanel::showNewer()
{
    load(m_history.newer());
}

void ComposePanel::clearHistory()
{
    m_history.clear();
    m_file.touch();
}

bool ComposePanel::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_window && event->type() == QEvent::Resize)
        updateCompact();
    else if (event->type() == QEvent::KeyPress && takeKey(static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(object, event);
}

void ComposePanel::keyPressEvent(QKeyEvent *event)
{
    if (!takeKey(event))
        QWidget::keyPressEvent(event);
}

void ComposePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_window != window()) {
        if (m_window)
            m_window->removeEventFilter(this);
        m_window = window();
        m_window->installEventFilter(this);
    }
    updateCompact();
}

void ComposePanel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setPen(m_theme.colours().line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

void ComposePanel::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if ((urls.size() == 1 && urls.first().isLocalFile()) || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void ComposePanel::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        load(Composition{ComposeFormat::File, urls.first().toLocalFile().toUtf8()});
    else if (event->mimeData()->hasText())
        m_field->editor()->insert(event->mimeData()->text());
    event->acceptProposedAction();
}

void ComposePanel::makeControls()
{
    m_format = new QComboBox;
    m_format->setObjectName(QStringLiteral("composeFormat"));
    m_format->setAccessibleName(tr("Format of the message"));
    m_format->addItems({tr("Text"), tr("JSON"), tr("Hex"), tr("Base64"), tr("File"), tr("Raw frame")});
    m_historyButton = new QPushButton(tr("History"));
    m_historyButton->setObjectName(QStringLiteral("composeHistory"));
    m_historyButton->setToolTip(tr("What was sent. Alt+Up and Alt+Down walk through it."));
    m_historyMenu = new QMenu(this);
    m_historyMenu->setToolTipsVisible(true);
    m_historyButton->setMenu(m_historyMenu);
    m_format->setMinimumWidth(FormatWidth);
    m_field = new ComposeField(m_theme);
    m_field->setObjectName(QStringLiteral("composeField"));
    m_raw = new RawForm(m_theme, this);
    m_raw->setObjectName(QStringLiteral("rawForm"));
    m_raw->hide();
    m_examplesButton = new QPushButton(tr("Examples"), this);
    m_examplesButton->setObjectName(QStringLiteral("rawExamples"));
    m_examplesButton->setToolTip(tr("Ready frames, most of which break a rule, with what the peer owes"));
    m_examplesButton->setMenu(m_raw->examples());
    m_examplesButton->hide();
    m_send = new QPushButton(tr("Send  Ctrl+Enter"));
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setProperty("primary", true);
    m_ping = new QPushButton(tr("Ping…"));
    m_ping->setObjectName(QStringLiteral("composePing"));
    m_ping->setAccessibleName(tr("Ping with a payload"));
    m_close = new QPushButton(tr("Close…"));
    m_close->setObjectName(QStringLiteral("composeClose"));
    m_close->setAccessibleName(tr("Close with a code and a reason"));
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(8, 6, 8, 6);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
}

void ComposePanel::connectControls()
{
    connect(m_format, &QComboBox::activated, this, &ComposePanel::chooseFormat);
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::sendNow);
    connect(m_ping, &QPushButton::clicked, this, &ComposePanel::openPing);
    connect(m_close, &QPushButton::clicked, this, &ComposePanel::openClose);
    connect(m_historyMenu, &QMenu::aboutToShow, this, &ComposePanel::fillHistoryMenu);
    connect(&m_file, &HistoryFile::failed, m_field, &ComposeField::showNotice);
    connect(&m_theme, &Theme::changed, this, &ComposePanel::applyTheme);
    connect(qApp, &QApplication::focusChanged, this, &ComposePanel::updateCompact);
    m_field->editor()->installEventFilter(this);
}

void ComposePanel::makePopovers()
{
    m_pingPopover = new PingPopover(m_theme, this);
    m_closePopover = new ClosePopover(m_theme, this);
    connect(m_pingPopover, &PingPopover::pingRequested, this, [this](const QByteArray &payload) {
        Q_EMIT pingRequested(payload, await({{}, m_pingPopover, payload.size(), false}));
    });
    connect(m_pingPopover, &PingPopover::pongRequested, this, [this](const QByteArray &payload) {
        Q_EMIT pongRequested(payload, await({{}, m_pingPopover, payload.size(), false}));
    });
    connect(m_pingPopover, &PingPopover::autoPongRequested, this, [this](bool on) {
        Q_EMIT autoPongRequested(on, await({{}, m_pingPopover, 0, false, false, true}));
    });
    connect(m_closePopover, &ClosePopover::closeRequested, this, [this](quint16 code, const QString &reason) {
        Q_EMIT closeRequested(code, reason, await({{}, m_closePopover, 0, false}));
    });
}

void ComposePanel::place()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    m_grid->addWidget(m_format, 0, 0);
    QWidget *body = m_isRaw ? static_cast<QWidget *>(m_raw) : m_field;
    QPushButton *below = m_isRaw ? m_examplesButton : m_historyButton;
    m_grid->addWidget(body, 0, 1, m_compact ? 1 : 3, 1);
    m_grid->setRowStretch(2, m_compact ? 0 : 1);
    m_grid->addWidget(m_send, 0, 2, 1, m_compact ? 1 : 2);
    if (m_compact) {
        m_grid->addWidget(m_ping, 0, 3);
        m_grid->addWidget(m_close, 0, 4);
    } else {
        m_grid->addWidget(below, 1, 0, Qt::AlignTop);
        m_grid->addWidget(m_ping, 1, 2, Qt::AlignTop);
        m_grid->addWidget(m_close, 1, 3, Qt::AlignTop);
    }
    m_field->setVisible(!m_isRaw);
    m_raw->setVisible(m_isRaw);
    m_historyButton->setVisible(!m_compact && !m_isRaw);
    m_examplesButton->setVisible(!m_compact && m_isRaw);
    m_field->setCompact(m_compact);
    m_raw->setCompact(m_compact);
    QWidgetList chain{below};
    if (m_isRaw)
        chain += m_raw->tabChain();
    else
        chain += m_field->editor();
    QWidget *before = m_format;
    for (QWidget *widget : chain << m_send << m_ping << m_close) {
        setTabOrder(before, widget);
        before = widget;
    }
}

void ComposePanel::applyTheme()
{
    m_send->setIcon(m_theme.icon(QStringLiteral("send"), m_theme.colours().onAccent));
}

void ComposePanel::updateButtons()
{
    const bool reading = m_reading != 0;
    const QString send =
        m_receivers > 1 ? tr("Send to %1  Ctrl+Enter").arg(groupedNumber(m_receivers)) : tr("Send  Ctrl+Enter");
    m_send->setText(reading ? tr("Reading… Cancel") : send);
    m_send->setEnabled(m_open || reading);
    for (QPushButton *button : {m_send, m_ping, m_close}) {
        button->setToolTip(m_open ? QString() : m_whyNot);
        if (button != m_send)
            button->setEnabled(m_open);
    }
    m_pingPopover->setPossible(m_open, m_whyNot);
    m_closePopover->setActionEnabled(m_open, m_whyNot);
}

bool ComposePanel::takeKey(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && modifiers == Qt::ControlModifier)
        sendNow();
    else if (event->key() == Qt::Key_Up && modifiers == Qt::AltModifier)
        showOlder();
    else if (event->key() == Qt::Key_Down && modifiers == Qt::AltModifier)
        showNewer();
    else
        return false;
    return true;
}

void ComposePanel::changeFormat(ComposeFormat format)
{
    showRaw(false);
    m_format->setCurrentIndex(static_cast<int>(format));
    m_field->setFormat(format);
}

void ComposePanel::sendFile()
{
    const Composition composition = m_field->composition();
    m_reading = ++m_reads;
    updateButtons();
    readPayloadFile(
        QString::fromUtf8(composition.text), this, [this, composition, number = m_reading](const FileContent &content) {
            if (number != m_reading)
                return;
            cancelReading();
            if (!content)
                return m_field->showError(tr("%1: nothing was sent").arg(content.error()));
            emitPayload(*content, false, {composition, nullptr, content->size(), true});
        });
}

void ComposePanel::cancelReading()
{
    m_reading = 0;
    updateButtons();
}

void ComposePanel::emitPayload(const QByteArray &payload, bool text, Pending pending)
{
    const qint64 token = await(std::move(pending));
    if (text)
        Q_EMIT sendTextRequested(QString::fromUtf8(payload), token);
    else
        Q_EMIT sendBinaryRequested(payload, token);
}

qint64 ComposePanel::await(Pending pending)
{
    m_pending.insert(++m_lastToken, std::move(pending));
    return m_lastToken;
}

void ComposePanel::load(const std::optional<Composition> &composition)
{
    if (!composition)
        return;
    changeFormat(composition->format);
    m_field->setComposition(*composition);
}

void ComposePanel::fillHistoryMenu()
{
    m_historyMenu->clear();
    const QList<Composition> &entries = m_history.entries();
    const qsizetype oldest = std::max<qsizetype>(0, entries.size() - MenuEntries);
    for (qsizetype at = entries.size() - 1; at >= oldest; --at) {
        const Composition entry = entries.at(at);
        m_historyMenu->addAction(menuText(entry), this, [this, entry] { load(entry); });
    }
    if (entries.isEmpty()) {
        m_historyMenu->addAction(tr("Nothing was sent yet"))->setEnabled(false);
        return;
    }
    m_historyMenu->addSeparator();
    m_historyMenu->addAction(tr("Clear history"), this, &ComposePanel::clearHistory);
}

void ComposePanel::updateCompact()
{
    const QWidget *focus = QApplication::focusWidget();
    const bool inside = focus && (isAncestorOf(focus) || m_pingPopover->isVisible() || m_closePopover->isVisible());
    m_raw->setRoom(std::max(LeastRawRoom, window()->height() - RoomOfOthers));
    const bool compact = window()->height() < CompactBelow && !inside;
    if (compact == m_compact)
        return;
    m_compact = compact;
    place();
}

} // namespace handglass

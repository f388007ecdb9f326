// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/addressbar.h"

#include "ui/common/fielderror.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>

namespace handglass {

AddressBar::AddressBar(Theme &theme, QWidget *parent)
    : QComboBox(parent)
    , m_theme(theme)
    , m_lock(new QAction(this))
{
    setObjectName(QStringLiteral("address"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(20);
    setMinimumWidth(160);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setFixedHeight(qMax(28, fontMetrics().height() + 10));
    setAccessibleName(tr("Address"));
    lineEdit()->setAccessibleName(tr("WebSocket address"));
    lineEdit()->setPlaceholderText(tr("ws:// or wss:// address, for example 127.0.0.1:8080/echo"));
    lineEdit()->addAction(m_lock, QLineEdit::LeadingPosition);
    lineEdit()->setFrame(false);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(lineEdit(), &QLineEdit::returnPressed, this, &AddressBar::submitted);
    connect(lineEdit(), &QLineEdit::textChanged, this, [this] {
        clearError();
        updateIcon();
        Q_EMIT addressEdited();
    });
    connect(&m_theme, &Theme::changed, this, &AddressBar::applyTheme);
    applyTheme();
}

void AddressBar::setHistory(const QStringList &addresses)
{
    const QString typed = address();
    const QSignalBlocker quiet(lineEdit());
    clear();
    addItems(addresses);
    lineEdit()->setText(typed);
}

QString AddressBar::address() const
{
    return lineEdit()->text();
}

void AddressBar::setAddress(const QString &address)
{
    if (address != lineEdit()->text())
        lineEdit()->setText(address);
}

bool AddressBar::isAddress() const
{
    return parseWebSocketUrl(address()).has_value();
}

std::optional<WebSocketUrl> AddressBar::read()
{
    const auto url = parseWebSocketUrl(address());
    if (url)
        return *url;
    showError(url.error().sentence);
    lineEdit()->setFocus();
    lineEdit()->setCursorPosition(int(qBound(qsizetype(0), url.error().position, address().size())));
    return std::nullopt;
}

void AddressBar::showError(const QString &sentence)
{
    if (m_error == nullptr) {
        m_error = new FieldError(m_theme, window());
        m_error->setObjectName(QStringLiteral("addressError"));
    }
    setProperty("error", true);
    m_error->setSentence(sentence);
    m_error->placeUnder(*this);
    m_error->show();
    setAccessibleDescription(sentence);
    update();
}

void AddressBar::clearError()
{
    if (!property("error").toBool())
        return;
    setProperty("error", false);
    setAccessibleDescription({});
    m_error->hide();
    update();
}

void AddressBar::focusAll()
{
    lineEdit()->setFocus(Qt::ShortcutFocusReason);
    lineEdit()->selectAll();
}

void AddressBar::resizeEvent(QResizeEvent *event)
{
    QComboBox::resizeEvent(event);
    if (m_error != nullptr && m_error->isVisible())
        m_error->placeUnder(*this);
}

void AddressBar::hideEvent(QHideEvent *event)
{
    QComboBox::hideEvent(event);
    clearError();
}

void AddressBar::focusInEvent(QFocusEvent *event)
{
    QComboBox::focusInEvent(event);
    if (property("error").toBool())
        m_error->show();
}

void AddressBar::focusOutEvent(QFocusEvent *event)
{
    QComboBox::focusOutEvent(event);
    // The border stays; the sentence would cover what is worked on now.
    if (m_error != nullptr && event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_error->hide();
}

void AddressBar::applyTheme()
{
    view()->setFont(m_theme.mono());
    updateIcon();
}

void AddressBar::updateIcon()
{
    lineEdit()->setFont(address().isEmpty() ? m_theme.font() : m_theme.mono());
    const auto url = parseWebSocketUrl(address());
    const QString name =
        !url ? QStringLiteral("search") : (url->secure ? QStringLiteral("secure") : QStringLiteral("plain"));
    m_lock->setIcon(m_theme.icon(name, m_theme.colours().text2));
    m_lock->setToolTip(!url ? QString() : (url->secure ? tr("TLS: wss://") : tr("Not encrypted: ws://")));
}

} // namespace handglass

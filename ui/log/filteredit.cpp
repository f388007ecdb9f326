// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filteredit.h"

#include "ui/common/fielderror.h"
#include "ui/log/filtercompletion.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTextCharFormat>

#include <algorithm>

namespace handglass {

namespace {

constexpr int ShownItems = 10;
constexpr int LeastPopupWidth = 360;
constexpr int ItemHeight = 22;

} // namespace

FilterEdit::FilterEdit(Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_model(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_model, this))
{
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(ShownItems);
    m_completer->popup()->setObjectName(QStringLiteral("filterCompletion"));
    m_completer->popup()->installEventFilter(this);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &FilterEdit::takeCompletion);
    connect(this, &QLineEdit::textEdited, this, [this] { complete(false); });
}

FilterEdit::~FilterEdit()
{
    delete m_sentence;
}

void FilterEdit::complete(bool asked)
{
    const FilterCompletion completion = completeFilter(text(), cursorPosition(), m_members, asked);
    m_partStart = completion.position;
    m_partLength = completion.length;
    m_model->clear();
    for (const FilterCompletion::Item &each : completion.items) {
        auto *item =
            new QStandardItem(each.meaning.isEmpty() ? each.text : each.text + QStringLiteral("   ") + each.meaning);
        item->setData(each.text, Qt::UserRole);
        item->setSizeHint(QSize(fontMetrics().horizontalAdvance(item->text()), ItemHeight));
        m_model->appendRow(item);
    }
    if (completion.items.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setBottom(height());
    place.setWidth(std::max(LeastPopupWidth, m_completer->popup()->sizeHintForColumn(0) + 40));
    m_completer->complete(place);
    showSentence();
}

/// The sentence comes when the completions go.
bool FilterEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_completer->popup() && event->type() == QEvent::Hide)
        QMetaObject::invokeMethod(this, &FilterEdit::showSentence, Qt::QueuedConnection);
    return QLineEdit::eventFilter(watched, event);
}

/// A field's name is followed by its values at once.
void FilterEdit::takeCompletion(const QModelIndex &index)
{
    const QString chosen = index.data(Qt::UserRole).toString();
    setSelection(static_cast<int>(m_partStart), static_cast<int>(m_partLength));
    insert(chosen);
    if (chosen.endsWith(u':'))
        QMetaObject::invokeMethod(
            this, [this] { complete(false); }, Qt::QueuedConnection);
}

void FilterEdit::setError(const std::optional<FilterError> &error)
{
    m_error = error;
    setProperty("error", error.has_value());
    setAccessibleDescription(error ? error->sentence : QString());
    underline();
    showSentence();
    update();
}

void FilterEdit::goToError()
{
    if (m_error)
        setCursorPosition(static_cast<int>(m_error->position));
}

/// QLineEdit lays formats over its text for input methods; that is its way to underline a part.
void FilterEdit::underline()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_error && !text().isEmpty()) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.colours().fail);
        format.setForeground(m_theme.colours().fail);
        const qsizetype start = std::min(m_error->position, text().size() - 1);
        attributes.append(
            QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, static_cast<int>(start) - cursorPosition(),
                static_cast<int>(std::max<qsizetype>(1, m_error->length)), format));
    }
    QInputMethodEvent event({}, attributes);
    QCoreApplication::sendEvent(this, &event);
}

void FilterEdit::showSentence()
{
    if (!m_error || !isVisible() || m_completer->popup()->isVisible()) { // what is chosen there may mend it
        if (m_sentence)
            m_sentence->hide();
        return;
    }
    if (!m_sentence) {
        m_sentence = new FieldError(m_theme, window());
        m_sentence->setObjectName(QStringLiteral("filterError"));
    }
    m_sentence->setSentence(m_error->sentence);
    m_sentence->placeUnder(*this);
    m_sentence->show();
}

bool FilterEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    const bool popup = m_completer->popup()->isVisible();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool takes = (enter || event->key() == Qt::Key_Tab) && m_completer->popup()->currentIndex().isValid();
    if (popup && (takes || event->key() == Qt::Key_Escape)) {
        event->ignore(); // for the completer
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        complete(true);
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT escapePressed();
    else if (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier)
        Q_EMIT shelfAsked();
    else if (event->key() == Qt::Key_Down)
        Q_EMIT downPressed();
    else
        QLineEdit::keyPressEvent(event);
}

void FilterEdit::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    showSentence();
    Q_EMIT focusGained();
}

void FilterEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        Q_EMIT focusLost();
}

void FilterEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (m_sentence && m_sentence->isVisible())
        m_sentence->placeUnder(*this);
}

void FilterEdit::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    if (m_sentence)
        m_sentence->hide();
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/startpage.h"

#include "ui/common/hairline.h"
#include "ui/common/stylepaint.h"
#include "ui/common/textlabel.h"
#include "ui/mainwindow/windowactions.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int ColumnWidth = 620;
constexpr int Top = 74;

/// A box with a border of the theme round whatever stands in it.
class Card final : public QWidget
{
public:
    Card(Theme &theme, bool strong, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_strong(strong)
    {
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        const Colours &c = m_theme.colours();
        paint::box(&painter, rect(), c.base, m_strong ? c.edge : c.line);
    }

private:
    Theme &m_theme;
    bool m_strong;
};

} // namespace

StartRow::StartRow(
    Theme &theme, QAction *action, const QString &icon, const QString &title, const QString &note, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_note(note)
    , m_key(action->shortcut().toString(QKeySequence::NativeText))
{
    setText(title);
    setAccessibleDescription(note);
    setObjectName(QStringLiteral("start-") + action->objectName());
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

QSize StartRow::sizeHint() const
{
    const int title = QFontMetrics(m_theme.font(TypeStep::Body, QFont::Medium)).height();
    const int note = QFontMetrics(m_theme.font(TypeStep::Table)).height();
    return {300, qMax(52, title + note + 18)};
}

void StartRow::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    if (underMouse() || isDown())
        painter.fillRect(rect().adjusted(1, 1, -1, -1), isDown() ? c.sel : c.hover);
    if (hasFocus())
        paint::box(&painter, rect().adjusted(1, 1, -1, -1), {}, c.accent, 2);
    m_theme.icon(m_icon, c.text2).paint(&painter, QRect(17, height() / 2 - 9, 18, 18));
    const QFont titleFont = m_theme.font(TypeStep::Body, QFont::Medium);
    const QFont noteFont = m_theme.font(TypeStep::Table);
    const int lines = QFontMetrics(titleFont).height() + QFontMetrics(noteFont).height();
    const QRect words(50, (height() - lines) / 2, width() - 66, lines);
    painter.setFont(titleFont);
    painter.setPen(c.text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, text());
    painter.setFont(noteFont);
    painter.setPen(c.text2);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, m_key);
    const int room = words.width() - QFontMetrics(noteFont).horizontalAdvance(m_key) - 16;
    painter.drawText(
        words, Qt::AlignLeft | Qt::AlignBottom, QFontMetrics(noteFont).elidedText(m_note, Qt::ElideRight, room));
}

StartPage::StartPage(Theme &theme, const WindowActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_column(new QWidget(this))
{
    setObjectName(QStringLiteral("startPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    column->addWidget(makeHead(theme));
    column->addSpacing(26);
    column->addWidget(makeDemo(theme, actions.demo));
    column->addSpacing(22);
    auto *others = new TextLabel(theme, TypeStep::Small, Ink::Text3, QFont::DemiBold, m_column);
    others->setText(tr("Or"));
    column->addWidget(others);
    column->addSpacing(6);
    column->addWidget(makeRows(theme, actions));
    column->addStretch(1);
}

QWidget *StartPage::makeHead(Theme &theme)
{
    auto *head = new QWidget(m_column);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(2, 0, 0, 0);
    row->setSpacing(16);
    auto *picture = new QLabel(head);
    picture->setPixmap(QIcon(QStringLiteral(":/icons/app.svg")).pixmap(QSize(40, 40), devicePixelRatioF()));
    row->addWidget(picture);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *title = new TextLabel(theme, TypeStep::Title, Ink::Text, QFont::DemiBold, head);
    title->setText(tr("Nothing is connected yet"));
    auto *note = new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, head);
    note->setText(tr("Handglass shows every byte of a WebSocket, from the handshake on."));
    words->addWidget(title);
    words->addWidget(note);
    row->addLayout(words, 1);
    return head;
}

QWidget *StartPage::makeDemo(Theme &theme, QAction *demo)
{
    auto *card = new Card(theme, true, m_column);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(17, 15, 17, 16);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    auto *title = new TextLabel(theme, TypeStep::Heading, Ink::Text, QFont::DemiBold, card);
    title->setText(tr("See one work first"));
    auto *note = new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, card);
    note->setText(tr("Starts a mock server on 127.0.0.1 and connects to it.\nNothing leaves this computer."));
    words->addWidget(title);
    words->addWidget(note);
    row->addLayout(words, 1);
    auto *button = new QPushButton(tr("Start the demo"), card);
    button->setObjectName(QStringLiteral("start-demo"));
    button->setProperty("primary", true);
    button->setMinimumSize(132, 28);
    const auto paint = [button, &theme] {
        button->setIcon(theme.icon(QStringLiteral("run"), theme.colours().onAccent));
    };
    paint();
    connect(&theme, &Theme::changed, button, paint);
    connect(button, &QPushButton::clicked, demo, &QAction::trigger);
    row->addWidget(button);
    return card;
}

QWidget *StartPage::makeRows(Theme &theme, const WindowActions &actions)
{
    auto *card = new Card(theme, false, m_column);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(new StartRow(theme, actions.focusAddress, QStringLiteral("new"), tr("Connect to a server"),
        tr("Type or paste its address above. Without a scheme it means ws://"), card));
    column->addWidget(new Hairline(Qt::Horizontal, card));
    column->addWidget(new StartRow(theme, actions.startMock, QStringLiteral("mock"), tr("Start a mock server"),
        tr("It echoes what a client sends and shows how each one connects"), card));
    column->addWidget(new Hairline(Qt::Horizontal, card));
    column->addWidget(new StartRow(theme, actions.learn, QStringLiteral("learn"), tr("Learn the handshake"),
        tr("Eleven short lessons on a live connection, offline"), card));
    column->addWidget(new Hairline(Qt::Horizontal, card));
    column->addWidget(new StartRow(theme, actions.openCapture, QStringLiteral("capture"), tr("Open a capture"),
        tr("A .hgcap file that was saved before; or drop it anywhere"), card));
    return card;
}

void StartPage::resizeEvent(QResizeEvent * /*event*/)
{
    const int width = qMin(ColumnWidth, this->width() - 48);
    const int needed = m_column->layout()->sizeHint().height();
    const int top = qBound(12, height() - needed, Top);
    m_column->setGeometry((this->width() - width) / 2, top, width, qMax(needed, height() - top));
}

} // namespace handglass

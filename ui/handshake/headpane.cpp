// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/headpane.h"

#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/handshake/headview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int ArrowSize = 14;
constexpr int SwitchingProtocols = 101;

bool hasSecrets(QByteArrayView raw)
{
    const QList<HeadLine> lines = headLines(raw, false);
    return std::any_of(lines.begin(), lines.end(), [](const HeadLine &line) { return line.hidden.length > 0; });
}

} // namespace

HeadPane::HeadPane(Theme &theme, HeadSide side, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_side(side)
    , m_head(new PanelHead(theme, side == HeadSide::Request ? tr("Request") : tr("Response")))
    , m_arrow(new TextLabel(theme))
    , m_direction(new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::Medium))
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_view(new HeadView(theme))
    , m_reveal(addButton(QStringLiteral("reveal"), tr("Show hidden values"), QStringLiteral("reveal")))
    , m_copy(addButton(QStringLiteral("copy"), tr("Copy the head; hidden values stay hidden"), QStringLiteral("copy")))
{
    const bool request = side == HeadSide::Request;
    m_view->setObjectName(request ? QStringLiteral("requestHead") : QStringLiteral("responseHead"));
    m_view->setAccessibleName(request ? tr("Request head") : tr("Response head"));
    m_reveal->setCheckable(true);
    m_error->setObjectName(request ? QStringLiteral("requestError") : QStringLiteral("responseError"));
    m_error->setWordWrap(true);
    m_error->setContentsMargins(12, 4, 12, 4);
    m_head->addLeading(m_arrow);
    m_head->addLeading(m_direction);
    m_head->addTrailing(m_reveal);
    m_head->addTrailing(m_copy);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_error);
    all->addWidget(m_view, 1);
    connect(m_view, &HeadView::lineSelected, this, &HeadPane::lineSelected);
    connect(m_view, &HeadView::hiddenClicked, m_reveal, &QToolButton::click);
    connect(m_reveal, &QToolButton::toggled, this, &HeadPane::showLines);
    connect(m_copy, &QToolButton::clicked, this, &HeadPane::copyShown);
    connect(&theme, &Theme::changed, this, &HeadPane::applyTheme);
    applyTheme();
}

void HeadPane::setRecord(const ConnectionRecord &record, const HandshakeHeads &heads)
{
    const bool sent = (m_side == HeadSide::Request) == (record.role == ConnectionRole::Client);
    const HttpHead *head = heads.head(m_side);
    const bool unreadable = !heads.error(m_side).isEmpty();
    m_raw = heads.raw(m_side);
    m_failed = unreadable || (m_side == HeadSide::Response && head && head->status != SwitchingProtocols);
    m_error->setText(heads.error(m_side));
    m_error->setVisible(unreadable);
    m_reveal->setVisible(hasSecrets(m_raw));
    m_copy->setEnabled(!m_raw.isEmpty());
    showDirection(sent);
    showFacts(record, sent);
    showLines();
}

void HeadPane::hideSecrets()
{
    m_reveal->setChecked(false);
}

QToolButton *HeadPane::addButton(const QString &icon, const QString &name, const QString &objectName)
{
    auto *button = new QToolButton;
    const bool request = m_side == HeadSide::Request;
    button->setObjectName((request ? QStringLiteral("request-") : QStringLiteral("response-")) + objectName);
    button->setProperty("iconName", icon);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIconSize({ArrowSize, ArrowSize});
    return button;
}

void HeadPane::showDirection(bool sent)
{
    m_sent = sent;
    m_direction->setText(sent ? tr("Sent") : tr("Received"));
    m_direction->setInk(sent ? Ink::Sent : Ink::Received);
    applyTheme();
}

void HeadPane::showFacts(const ConnectionRecord &record, bool sent)
{
    const bool request = m_side == HeadSide::Request;
    if (m_raw.isEmpty()) {
        m_head->setFacts(sent ? tr("nothing was sent") : tr("nothing was received"));
        return;
    }
    const QString size = sizeText(m_raw.size());
    const QString bytes = !request && record.bodySize > 0 ? tr("%1 head").arg(size) : size;
    const QString time = clockText(request ? record.requestNs : record.responseNs);
    m_head->setFacts(sent ? tr("%1, written %2").arg(bytes, time)
            : request     ? tr("%1, complete %2").arg(bytes, time)
                          : tr("%1, first byte %2").arg(bytes, time));
}

void HeadPane::showLines()
{
    const int selected = m_view->selectedLine();
    const int partner = m_view->partnerLine();
    m_view->setLines(headLines(m_raw, m_reveal->isChecked()), m_failed);
    m_view->setSelectedLine(selected);
    m_view->setPartnerLine(partner);
}

void HeadPane::copyShown() const
{
    QStringList lines;
    for (const HeadLine &line : headLines(m_raw, m_reveal->isChecked()))
        lines.append(line.text);
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

void HeadPane::applyTheme()
{
    const Colours &colours = m_theme.colours();
    const QIcon arrow = m_sent ? m_theme.icon(QStringLiteral("sent"), colours.sent)
                               : m_theme.icon(QStringLiteral("received"), colours.received);
    m_arrow->setPixmap(arrow.pixmap(QSize(ArrowSize, ArrowSize), devicePixelRatioF()));
    for (QToolButton *button : {m_reveal, m_copy})
        button->setIcon(m_theme.icon(button->property("iconName").toString(), colours.text2));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/refusalbanner.h"

#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"
#include "ui/common/textlabel.h"
#include "ui/handshake/handshakeheads.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace handglass {

namespace {

constexpr int MarkSize = 18;
constexpr int Padding = 16;
constexpr int ButtonWidth = 152;
constexpr int Unauthorized = 401;

int responseStatus(const ConnectionRecord &record)
{
    const HandshakeHeads heads(record);
    return heads.head(HeadSide::Response) ? heads.head(HeadSide::Response)->status : 0;
}

QString firstLines(const QString &text)
{
    constexpr qsizetype Most = 6;
    const QStringList lines = text.split(QLatin1Char('\n'));
    return lines.size() <= Most ? text : lines.first(Most).join(QLatin1Char('\n')) + QStringLiteral("\n…");
}

} // namespace

std::optional<TrustedCertificate> refusedCertificate(const ConnectionRecord &record)
{
    const TlsFacts &facts = record.tlsFacts;
    const auto url = parseWebSocketUrl(record.url);
    const bool refused = record.role == ConnectionRole::Client && record.failure.phase == FailurePhase::Tls
        && !facts.errors.isEmpty() && facts.accepted.isEmpty() && !facts.chain.isEmpty();
    if (!refused || !url)
        return {};
    return TrustedCertificate{url->host.toLower(), url->port, facts.chain.first().sha256};
}

QString failureHeadline(const ConnectionRecord &record)
{
    const auto phrase = [&record](const char *text) {
        return QCoreApplication::translate("RefusalBanner", text).arg(record.failure.fact);
    };
    switch (record.failure.phase) {
    case FailurePhase::Request:
    case FailurePhase::Response:
    case FailurePhase::Verdict:
        return phrase(QT_TRANSLATE_NOOP("RefusalBanner", "Refused: %1"));
    case FailurePhase::Cancelled:
        return phrase(QT_TRANSLATE_NOOP("RefusalBanner", "Cancelled: %1"));
    default:
        return phrase(QT_TRANSLATE_NOOP("RefusalBanner", "Not connected: %1"));
    }
}

RefusalBanner::RefusalBanner(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_mark(new QLabel)
    , m_sentence(new TextLabel(theme, TypeStep::Heading, Ink::Text, QFont::DemiBold))
    , m_buttons(makeButtons())
{
    m_mark->setAccessibleName(tr("Failed"));
    m_sentence->setObjectName(QStringLiteral("refusalSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_sentence, 0, 0, 1, 2);
    m_cause = addPart(grid, tr("Cause"), QStringLiteral("refusalCause"));
    m_evidence = addPart(grid, tr("Evidence"), QStringLiteral("refusalEvidence"));
    m_evidence.text->setMono(true);
    m_suggestion = addPart(grid, tr("Suggestion"), QStringLiteral("refusalSuggestion"));
    m_notCause = addPart(grid, tr("Not the cause"), QStringLiteral("refusalNotCause"));
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(13, 10, Padding, 10);
    all->setSpacing(10);
    all->addWidget(m_mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->addLayout(grid);
    words->addStretch();
    all->addLayout(words, 1);
    all->addWidget(m_buttons, 0, Qt::AlignTop);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setAccessibleName(tr("Why the connection failed"));
    applyTheme();
    connect(&theme, &Theme::changed, this, &RefusalBanner::applyTheme);
}

void RefusalBanner::setRecord(const ConnectionRecord &record)
{
    m_sentence->setText(failureHeadline(record));
    const auto show = [](const Part &part, const QString &text) {
        part.text->setText(text);
        part.name->setVisible(!text.isEmpty());
        part.text->setVisible(!text.isEmpty());
    };
    show(m_cause, record.failure.cause);
    show(m_evidence, firstLines(record.failure.evidence));
    show(m_suggestion, record.failure.suggestion);
    show(m_notCause, record.failure.notCause);
    m_buttons->setVisible(record.role == ConnectionRole::Client);
    const bool credentials = responseStatus(record) == Unauthorized;
    m_refused = refusedCertificate(record);
    m_trust->setVisible(m_refused.has_value());
    m_edit->setText(credentials ? tr("Edit authorization…") : tr("Edit request…"));
}

RefusalBanner::Part RefusalBanner::addPart(QGridLayout *grid, const QString &name, const QString &objectName)
{
    const int row = grid->rowCount();
    Part part{new TextLabel(m_theme, TypeStep::Body, Ink::Text2), new TextLabel(m_theme)};
    part.name->setText(name);
    part.text->setObjectName(objectName);
    part.text->setAccessibleName(name);
    part.text->setWordWrap(true);
    part.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(part.name, row, 0, Qt::AlignTop);
    grid->addWidget(part.text, row, 1);
    return part;
}

QWidget *RefusalBanner::makeButtons()
{
    auto *buttons = new QWidget;
    m_edit = new QPushButton;
    m_edit->setObjectName(QStringLiteral("editRequest"));
    m_edit->setProperty("primary", true);
    m_edit->setMinimumWidth(ButtonWidth);
    m_reconnect = new QPushButton(tr("Reconnect F5"));
    m_reconnect->setObjectName(QStringLiteral("reconnect"));
    m_trust = new QPushButton(tr("Trust this certificate for this host"));
    m_trust->setObjectName(QStringLiteral("trustCertificate"));
    m_trust->hide();
    auto *column = new QVBoxLayout(buttons);
    column->setContentsMargins(0, 2, 0, 0);
    column->addWidget(m_edit);
    column->addWidget(m_reconnect);
    column->addWidget(m_trust);
    column->addStretch();
    connect(m_edit, &QPushButton::clicked, this, &RefusalBanner::editRequestRequested);
    connect(m_reconnect, &QPushButton::clicked, this, &RefusalBanner::reconnectRequested);
    connect(m_trust, &QPushButton::clicked, this, [this] {
        if (m_refused)
            Q_EMIT trustRequested(*m_refused);
    });
    return buttons;
}

void RefusalBanner::applyTheme()
{
    const Colours &colours = m_theme.colours();
    QPalette own = palette();
    own.setColor(QPalette::Window, colours.failBg);
    setPalette(own);
    const QIcon mark = m_theme.icon(QStringLiteral("fail"), colours.fail);
    m_mark->setPixmap(mark.pixmap(QSize(MarkSize, MarkSize), devicePixelRatioF()));
    m_reconnect->setIcon(m_theme.icon(QStringLiteral("reconnect")));
}

} // namespace handglass

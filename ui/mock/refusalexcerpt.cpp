// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/refusalexcerpt.h"

#include "ui/common/headtext.h"
#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype MostLines = 4;
constexpr int MarkSize = 16;
constexpr int Padding = 12;

QByteArray headOf(const ConnectionRecord &record)
{
    return record.rawRequest.left(record.rawRequest.indexOf("\r\n\r\n"));
}

qsizetype lineOf(const QList<HeadLine> &lines, const QString &text)
{
    const auto found = std::ranges::find(lines, text, &HeadLine::text);
    return text.isEmpty() || found == lines.end() ? -1 : found - lines.begin();
}

/// The first one, and those about the one that decided.
QList<qsizetype> shownLines(qsizetype count, qsizetype decisive)
{
    QList<qsizetype> shown;
    if (count > 0)
        shown.append(0);
    const qsizetype first = std::clamp<qsizetype>(decisive - 1, 1, std::max<qsizetype>(1, count - MostLines + 1));
    for (qsizetype i = first; i < count && shown.size() < MostLines; ++i)
        shown.append(i);
    return shown;
}

QString span(const QString &text, const QColor &ink, const QColor &fill = {})
{
    const QString background = fill.isValid() ? QStringLiteral("background-color:%1;").arg(fill.name()) : QString();
    return QStringLiteral("<span style=\"color:%1;%2\">%3</span>").arg(ink.name(), background, text.toHtmlEscaped());
}

} // namespace

RefusalExcerpt::RefusalExcerpt(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mark(new QLabel(this))
    , m_sentence(new TextLabel(theme, TypeStep::Table, Ink::Fail, QFont::Medium, this))
    , m_request(new QLabel(this))
    , m_more(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_note(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_reveal(new QToolButton(this))
    , m_handshake(new QPushButton(tr("Show handshake"), this))
    , m_relax(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_mark->setAccessibleName(tr("Refused"));
    m_sentence->setObjectName(QStringLiteral("refusedSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_request->setObjectName(QStringLiteral("refusedRequest"));
    m_request->setTextFormat(Qt::RichText);
    m_request->setAccessibleName(tr("Request"));
    m_request->setTextInteractionFlags(
        Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_reveal->setObjectName(QStringLiteral("refusedReveal"));
    m_reveal->setCheckable(true);
    m_reveal->setAccessibleName(tr("Show hidden values"));
    m_reveal->setToolTip(tr("Show hidden values"));
    m_reveal->setAutoRaise(true);
    m_reveal->setFocusPolicy(Qt::StrongFocus);
    m_note->setObjectName(QStringLiteral("refusedNote"));
    m_note->setWordWrap(true);
    m_handshake->setObjectName(QStringLiteral("refusedHandshake"));
    m_relax->setObjectName(QStringLiteral("refusedRelax"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, 8, Padding, 8);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_handshake);
    buttons->addWidget(m_relax);
    buttons->addWidget(m_reveal);
    buttons->addStretch(1);
    column->addLayout(head);
    column->addWidget(m_request);
    column->addWidget(m_more);
    column->addWidget(m_note);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_handshake, &QPushButton::clicked, this, [this] { Q_EMIT handshakeRequested(m_record.id); });
    connect(m_relax, &QPushButton::clicked, this, [this] { Q_EMIT relaxRequested(m_record.id); });
    connect(m_reveal, &QToolButton::toggled, this, &RefusalExcerpt::showRequest);
    connect(m_request, &QLabel::linkActivated, m_reveal, &QToolButton::toggle);
    connect(&theme, &Theme::changed, this, &RefusalExcerpt::applyTheme);
    applyTheme();
}

void RefusalExcerpt::setRecord(const ConnectionRecord &record, int number, const QString &relax, const QString &note)
{
    if (record.id != m_record.id)
        m_reveal->setChecked(false);
    m_record = record;
    const QString fact = record.failure.fact;
    m_sentence->setText(record.failure.phase == FailurePhase::Verdict
            ? tr("Client %1 refused: %2").arg(number).arg(fact)
            : tr("Client %1: %2").arg(number).arg(fact));
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_relax->setText(relax);
    m_relax->setVisible(!relax.isEmpty());
    showRequest();
}

/// One line, as far as there is room; what is hidden of it is a link that shows it.
QString RefusalExcerpt::lineText(const HeadLine &line, bool isFirst, bool isDecisive) const
{
    const Colours &colours = m_theme.colours();
    const bool hides = line.hidden.length > 0;
    const QString whole = hides ? line.text.left(line.hidden.start) : line.text;
    const QString text = QFontMetrics(m_theme.mono()).elidedText(whole, Qt::ElideRight, width() - 2 * Padding);
    const qsizetype colon = isFirst ? -1 : text.indexOf(u':');
    const QColor plain = isFirst ? colours.text : colours.text2;
    QString spans;
    if (!isDecisive)
        spans = span(text, plain);
    else if (colon < 0)
        spans = span(text, colours.fail, colours.failBg);
    else
        spans = span(text.left(colon + 2), colours.text2) + span(text.mid(colon + 2), colours.fail, colours.failBg);
    if (hides)
        spans +=
            QStringLiteral("<a href=\"reveal\">%1</a>").arg(span(line.text.mid(line.hidden.start), colours.accent));
    return spans;
}

void RefusalExcerpt::showRequest()
{
    const QByteArray head = headOf(m_record);
    const QList<HeadLine> plain = headLines(head, true);
    const QList<HeadLine> lines = headLines(head, m_reveal->isChecked());
    const qsizetype decisive = lineOf(plain, m_record.failure.evidence);
    const QList<HeadLine> hiding = headLines(head, false);
    QStringList shown;
    bool hasSecrets = false;
    for (const qsizetype at : shownLines(lines.size(), decisive)) {
        shown.append(lineText(lines.at(at), at == 0, at == decisive));
        hasSecrets = hasSecrets || hiding.at(at).hidden.length > 0;
    }
    m_reveal->setVisible(hasSecrets);
    m_request->setMinimumWidth(1); // its lines are as long as there is room
    m_request->setText(shown.join(QStringLiteral("<br>")));
    m_request->setVisible(!shown.isEmpty());
    const qsizetype more = lines.size() - shown.size();
    m_more->setText(more == 1 ? tr("1 more line") : tr("%1 more lines").arg(more));
    m_more->setVisible(more > 0);
}

void RefusalExcerpt::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showRequest();
}

void RefusalExcerpt::applyTheme()
{
    m_mark->setPixmap(m_theme.icon(QStringLiteral("fail"), m_theme.colours().fail)
                          .pixmap(QSize(MarkSize, MarkSize), devicePixelRatioF()));
    m_reveal->setIcon(m_theme.icon(QStringLiteral("reveal")));
    m_request->setFont(m_theme.mono());
    showRequest();
}

} // namespace handglass

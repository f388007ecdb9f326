// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/verdictpanel.h"

#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/handshake/verdictmodel.h"
#include "ui/handshake/verdictview.h"

#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int MarkSize = 16;

} // namespace

VerdictPanel::VerdictPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new PanelHead(theme, tr("Verdict")))
    , m_mark(new TextLabel(theme))
    , m_model(new VerdictModel(theme, this))
    , m_view(new VerdictView(theme, *m_model))
{
    m_view->setObjectName(QStringLiteral("verdict"));
    m_view->setAccessibleName(tr("Rules of the opening handshake"));
    m_head->setObjectName(QStringLiteral("verdictHead"));
    m_head->addLeading(m_mark);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_view, 1);
    connect(&theme, &Theme::changed, this, &VerdictPanel::applyTheme);
    applyTheme();
}

void VerdictPanel::setVerdict(const Verdict &verdict)
{
    m_model->setVerdict(verdict);
    m_head->setTitle(verdict.checks.isEmpty() ? tr("No rule could be judged") : verdict.summary());
    applyTheme();
}

const Verdict &VerdictPanel::verdict() const
{
    return m_model->verdict();
}

void VerdictPanel::applyTheme()
{
    const Colours &colours = m_theme.colours();
    const Outcome outcome = verdict().outcome();
    const QIcon mark = outcome == Outcome::Pass ? m_theme.icon(QStringLiteral("verdict-ok"), colours.ok)
        : outcome == Outcome::Warn              ? m_theme.icon(QStringLiteral("warn"), colours.warn)
        : outcome == Outcome::Fail              ? m_theme.icon(QStringLiteral("fail"), colours.fail)
                                                : m_theme.icon(QStringLiteral("notjudged"), colours.text3);
    m_mark->setPixmap(mark.pixmap(QSize(MarkSize, MarkSize), devicePixelRatioF()));
    m_mark->setAccessibleName(outcomeWord(outcome));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/verdictmodel.h"

#include "ui/common/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

QIcon outcomeIcon(const Theme &theme, Outcome outcome)
{
    const Colours &colours = theme.colours();
    switch (outcome) {
    case Outcome::Pass:
        return theme.icon(QStringLiteral("ok"), colours.ok);
    case Outcome::Warn:
        return theme.icon(QStringLiteral("warn"), colours.warn);
    case Outcome::Fail:
        return theme.icon(QStringLiteral("fail"), colours.fail);
    case Outcome::NotJudged:
        break;
    }
    return theme.icon(QStringLiteral("notjudged"), colours.text3);
}

/// The column's head names the document.
QString shortSection(const QString &section)
{
    const QLatin1String document("RFC 6455 ");
    return section.startsWith(document) ? section.sliced(document.size()) : section;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Pass:
        return QCoreApplication::translate("VerdictModel", "kept");
    case Outcome::Warn:
        return QCoreApplication::translate("VerdictModel", "legal but odd");
    case Outcome::Fail:
        return QCoreApplication::translate("VerdictModel", "failed");
    case Outcome::NotJudged:
        break;
    }
    return QCoreApplication::translate("VerdictModel", "not judged");
}

VerdictModel::VerdictModel(Theme &theme, QObject *parent)
    : QStandardItemModel(parent)
    , m_theme(theme)
{
    rebuild();
    connect(&theme, &Theme::changed, this, &VerdictModel::rebuild);
}

void VerdictModel::setVerdict(const Verdict &verdict)
{
    m_verdict = verdict;
    rebuild();
}

const Check *VerdictModel::check(const QModelIndex &index) const
{
    const int at = checkAt(index);
    return at < 0 ? nullptr : &m_verdict.checks.at(at);
}

int VerdictModel::checkAt(const QModelIndex &index) const
{
    const QVariant value = index.siblingAtColumn(MarkColumn).data(CheckRole);
    return value.isValid() ? value.toInt() : -1;
}

QModelIndex VerdictModel::indexOf(int check) const
{
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, MarkColumn);
        for (int line = 0; line < rowCount(parent); ++line) {
            if (checkAt(index(line, MarkColumn, parent)) == check)
                return index(line, MarkColumn, parent);
        }
    }
    return {};
}

void VerdictModel::rebuild()
{
    clear();
    setHorizontalHeaderLabels({QString(), tr("Rule"), tr("Expected"), tr("Got"), tr("RFC 6455")});
    horizontalHeaderItem(MarkColumn)->setAccessibleText(tr("Outcome"));
    addGroup(tr("Response, checked as the client must"), true);
    addGroup(tr("Request, checked as the server must"), false);
    Q_EMIT rebuilt();
}

void VerdictModel::addGroup(const QString &title, bool onResponse)
{
    const auto belongs = [onResponse](const Check &check) { return check.onResponse == onResponse; };
    if (std::none_of(m_verdict.checks.begin(), m_verdict.checks.end(), belongs))
        return;
    auto *group = new QStandardItem(title);
    group->setFlags(Qt::ItemIsEnabled);
    group->setFont(m_theme.font(TypeStep::Small, QFont::DemiBold));
    group->setForeground(m_theme.colours().text2);
    for (int at = 0; at < m_verdict.checks.size(); ++at) {
        if (belongs(m_verdict.checks.at(at)))
            group->appendRow(row(at));
    }
    appendRow(group);
}

QList<QStandardItem *> VerdictModel::row(int check) const
{
    const Check &rule = m_verdict.checks.at(check);
    const Colours &colours = m_theme.colours();
    const bool judged = rule.outcome != Outcome::NotJudged;
    const QString got = judged ? orDash(rule.got) : tr("not judged");
    const QList<QStandardItem *> items{new QStandardItem, new QStandardItem(rule.rule),
        new QStandardItem(orDash(rule.expected)), new QStandardItem(got),
        new QStandardItem(shortSection(rule.section))};
    for (QStandardItem *item : items) {
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setFont(m_theme.font(TypeStep::Table));
        item->setToolTip(QStringLiteral("<p>%1</p>").arg(item->text().toHtmlEscaped()));
        if (rule.outcome == Outcome::Fail)
            item->setBackground(colours.failBg);
    }
    items.at(MarkColumn)->setData(check, CheckRole);
    items.at(MarkColumn)->setIcon(outcomeIcon(m_theme, rule.outcome));
    items.at(MarkColumn)->setToolTip(outcomeWord(rule.outcome));
    items.at(MarkColumn)
        ->setAccessibleText(QStringList{outcomeWord(rule.outcome), rule.rule,
            tr("expected %1").arg(orDash(rule.expected)), tr("got %1").arg(got), rule.section}
                                .join(QStringLiteral(", ")));
    items.at(ExpectedColumn)->setForeground(colours.text2);
    items.at(GotColumn)->setForeground(judged ? colours.text : colours.text3);
    items.at(SectionColumn)->setForeground(colours.text2);
    return items;
}

} // namespace handglass

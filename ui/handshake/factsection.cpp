// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/factsection.h"

#include "ui/common/textlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace handglass {

namespace {

constexpr int MarkSize = 14;
constexpr int NameGap = 12;
constexpr qsizetype OneLine = 40; ///< characters of value and remark that stand beside each other

} // namespace

FactSection::FactSection(Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_grid(new QGridLayout)
{
    auto *heading = new TextLabel(theme, TypeStep::Body, Ink::Text, QFont::DemiBold);
    heading->setText(title);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(heading);
    row->addStretch();
    row->addWidget(m_note);
    if (title.isEmpty())
        head->hide();
    m_grid->setHorizontalSpacing(NameGap);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(3);
    all->addWidget(head);
    all->addLayout(m_grid);
    setAccessibleName(title);
}

void FactSection::setNote(const QString &note)
{
    m_note->setText(note);
}

void FactSection::clear()
{
    qDeleteAll(m_facts);
    m_facts.clear();
    m_row = 0;
}

void FactSection::addFact(const QString &name, const QString &value, const QString &remark)
{
    auto *words = new TextLabel(m_theme, TypeStep::Table, Ink::Text, remark.isEmpty() ? QFont::Normal : QFont::Medium);
    words->setText(value);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const bool below = value.size() + remark.size() > OneLine && !remark.isEmpty();
    words->setWordWrap(below || remark.isEmpty());
    words->setAccessibleName(name);
    auto *line = new QWidget;
    auto *row = new QBoxLayout(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, line);
    row->setContentsMargins(0, 0, 0, 0);
    if (below)
        row->setSpacing(0);
    row->addWidget(words, remark.isEmpty() ? 1 : 0);
    if (!remark.isEmpty()) {
        auto *after = new TextLabel(m_theme, TypeStep::Table, Ink::Text2);
        after->setText(remark);
        after->setWordWrap(true);
        row->addWidget(after, 1);
    }
    m_grid->addWidget(line, addName(name), 1);
    m_facts.append(line);
}

void FactSection::addMono(const QString &name, const QString &value, Mark mark)
{
    auto *words = new TextLabel(m_theme);
    words->setMono(true);
    words->setText(value);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setAccessibleName(name);
    QWidget *line = withMark(words, mark);
    m_grid->addWidget(line, addName(name), 1, Qt::AlignLeft);
    m_facts.append(line);
}

void FactSection::addMarked(const QString &name, const QString &sentence, Mark mark)
{
    auto *words = new TextLabel(m_theme, TypeStep::Table);
    words->setText(sentence);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setWordWrap(true);
    words->setAccessibleName(name);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    if (mark != Mark::None)
        row->addWidget(newMark(mark), 0, Qt::AlignTop);
    row->addWidget(words, 1);
    m_grid->addWidget(line, addName(name), 1);
    m_facts.append(line);
}

void FactSection::addWide(QWidget *widget)
{
    layout()->addWidget(widget);
}

int FactSection::addName(const QString &name)
{
    const int row = m_row++;
    auto *label = new TextLabel(m_theme, TypeStep::Table, Ink::Text2);
    label->setText(name);
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    m_facts.append(label);
    return row;
}

QWidget *FactSection::withMark(QWidget *value, Mark mark)
{
    if (mark == Mark::None)
        return value;
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(value);
    QWidget *sign = newMark(mark);
    sign->setAccessibleName(mark == Mark::Good ? tr("as computed") : tr("not as computed"));
    row->addWidget(sign);
    return line;
}

QWidget *FactSection::newMark(Mark mark) const
{
    const Colours &colours = m_theme.colours();
    const QIcon icon = mark == Mark::Good ? m_theme.icon(QStringLiteral("ok"), colours.ok)
        : mark == Mark::Bad               ? m_theme.icon(QStringLiteral("fail"), colours.fail)
                                          : m_theme.icon(QStringLiteral("warn"), colours.warn);
    auto *sign = new QLabel;
    sign->setPixmap(icon.pixmap(QSize(MarkSize, MarkSize), devicePixelRatioF()));
    sign->setAccessibleName(mark == Mark::Good ? tr("good") : mark == Mark::Bad ? tr("failed") : tr("warning"));
    return sign;
}

} // namespace handglass

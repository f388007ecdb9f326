// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/faultspanel.h"

#include "ui/common/hairline.h"
#include "ui/common/panelhead.h"
#include "ui/common/textlabel.h"
#include "ui/mock/faultrow.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int IconSize = 16;
constexpr int LargestReport = 96; ///< px

} // namespace

FaultsPanel::FaultsPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new PanelHead(theme, tr("Faults"), this))
    , m_bolt(new QLabel(this))
    , m_count(new TextLabel(theme, TypeStep::Body, Ink::Purpose, QFont::Normal, this))
    , m_reportArea(new QScrollArea(this))
    , m_report(new QLabel)
{
    setObjectName(QStringLiteral("faultsPanel"));
    m_head->addLeading(m_bolt);
    m_count->setObjectName(QStringLiteral("faultsCount"));
    m_count->setContentsMargins(0, 0, 4, 0);
    m_head->addTrailing(m_count);
    m_report->setObjectName(QStringLiteral("faultsReport"));
    m_report->setTextFormat(Qt::RichText);
    m_report->setWordWrap(true);
    m_report->setMargin(12);
    m_report->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_report->setAccessibleName(tr("What was made on purpose"));
    m_reportArea->setWidget(m_report);
    m_reportArea->setWidgetResizable(true);
    m_reportArea->setFrameShape(QFrame::NoFrame);
    m_reportArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reportArea->setMaximumHeight(LargestReport);
    m_reportArea->setMinimumHeight(48);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(makeRows(), 1);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_reportArea);
    m_reportArea->hide();
    connect(&theme, &Theme::changed, this, &FaultsPanel::applyTheme);
    applyTheme();
    showCount();
}

QWidget *FaultsPanel::makeRows()
{
    auto *rows = new QWidget;
    rows->setAutoFillBackground(true);
    rows->setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(makeGroup(tr("Handshake"), true));
    column->addWidget(makeGroup(tr("Frames"), false));
    column->addStretch(1);
    m_area = new QScrollArea(this);
    QScrollArea *area = m_area;
    area->setObjectName(QStringLiteral("faultsArea"));
    area->setWidget(rows);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(180);
    return area;
}

QWidget *FaultsPanel::makeGroup(const QString &title, bool handshake)
{
    auto *group = new QWidget;
    group->setAccessibleName(title);
    auto *column = new QVBoxLayout(group);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *heading = new TextLabel(m_theme, TypeStep::Small, Ink::Text2, QFont::DemiBold, group);
    heading->setText(title);
    column->addWidget(heading);
    for (const scenario::FaultForm &form : scenario::faultForms()) {
        if (form.handshake != handshake)
            continue;
        auto *row = new FaultRow(form, group);
        column->addWidget(row);
        m_rows.append(row);
        connect(row, &FaultRow::changed, this, [this, row] {
            m_last = row;
            showCount();
            Q_EMIT changed(faults());
        });
    }
    return group;
}

void FaultsPanel::setFaults(const QList<scenario::Fault> &faults)
{
    for (FaultRow *row : std::as_const(m_rows)) {
        const auto kind = row->fault().kind;
        const auto on = std::ranges::find(faults, kind, &scenario::Fault::kind);
        if (on == faults.end())
            row->setOff();
        else
            row->setFault(*on);
    }
    showCount();
}

QList<scenario::Fault> FaultsPanel::faults() const
{
    QList<scenario::Fault> on;
    for (const FaultRow *row : m_rows) {
        if (row->isOn())
            on.append(row->fault());
    }
    return on;
}

void FaultsPanel::showCount()
{
    const auto on = std::ranges::count_if(m_rows, &FaultRow::isOn);
    m_count->setText(on == 0 ? QString() : tr("%1 on").arg(on));
    m_count->setVisible(on > 0);
    Q_EMIT countChanged(int(on));
}

void FaultsPanel::setHeadShown(bool shown)
{
    m_head->setVisible(shown);
}

void FaultsPanel::setReport(const QStringList &paragraphs)
{
    if (paragraphs == m_paragraphs)
        return;
    m_paragraphs = paragraphs;
    showReport();
}

void FaultsPanel::showReport()
{
    QStringList html;
    for (const QString &paragraph : std::as_const(m_paragraphs))
        html.append(QStringLiteral("<b style=\"color:%1\">%2</b> %3")
                        .arg(m_theme.colours().purpose.name(), tr("Made on purpose:").toHtmlEscaped(),
                            paragraph.toHtmlEscaped()));
    m_report->setText(html.join(QStringLiteral("<br>")));
    const bool appears = m_reportArea->isHidden() && !html.isEmpty();
    m_reportArea->setVisible(!html.isEmpty());
    if (appears) // it takes room of the list: what was switched stays in sight
        QMetaObject::invokeMethod(this, &FaultsPanel::showLast, Qt::QueuedConnection);
}

void FaultsPanel::showLast()
{
    layout()->activate();
    if (m_last != nullptr)
        m_area->ensureWidgetVisible(m_last);
}

void FaultsPanel::applyTheme()
{
    m_bolt->setPixmap(m_theme.icon(QStringLiteral("fault"), m_theme.colours().purpose)
                          .pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
    m_report->setFont(m_theme.font(TypeStep::Table));
    showReport();
}

} // namespace handglass

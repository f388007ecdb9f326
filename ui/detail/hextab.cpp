// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hextab.h"

#include "ui/common/format.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/detail/hexview.h"

#include <QVBoxLayout>

namespace handglass {

HexTab::HexTab(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_view(new HexView(theme))
    , m_status(new TextLabel(theme, TypeStep::Small, Ink::Text2))
{
    m_status->setObjectName(QStringLiteral("hexStatus"));
    m_status->setContentsMargins(12, 2, 12, 2);
    m_status->setAutoFillBackground(true);
    m_status->setBackgroundRole(QPalette::Window);
    m_status->setElided(Qt::ElideRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(new Hairline);
    column->addWidget(m_status);
    connect(m_view, &HexView::selectionChanged, this, &HexTab::updateStatus);
    updateStatus();
}

void HexTab::setEntry(Capture *capture, const Entry &entry)
{
    m_view->setEntry(capture, entry);
}

void HexTab::clear()
{
    m_view->clear();
}

void HexTab::updateStatus()
{
    const qint64 from = m_view->selectionStart();
    const qint64 count = m_view->selectionLength();
    if (m_view->size() == 0)
        m_status->setText(tr("empty payload"));
    else if (count == 1)
        m_status->setText(tr("byte %1 (0x%2) of %3")
                              .arg(groupedNumber(from), QString::number(from, 16), groupedNumber(m_view->size())));
    else
        m_status->setText(tr("bytes %1 to %2, %3 selected of %4")
                              .arg(groupedNumber(from), groupedNumber(from + count - 1), groupedNumber(count),
                                  groupedNumber(m_view->size())));
}

} // namespace handglass

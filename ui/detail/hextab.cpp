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

void HexTab::setEntry(Capture *capture, const Entry &entry, FramePart part)
{
    m_what.clear();
    if (entry.hasContent()) {
        const QString wire = entry.masked() ? tr("compressed, unmasked") : tr("compressed, as on the wire");
        m_what = part == FramePart::Content ? tr("decompressed") : wire;
    }
    m_view->setEntry(capture, entry, part);
    updateStatus();
}

void HexTab::clear()
{
    m_what.clear();
    m_view->clear();
}

void HexTab::updateStatus()
{
    const qint64 from = m_view->selectionStart();
    const qint64 count = m_view->selectionLength();
    const QString all = groupedNumber(m_view->size());
    QStringList parts;
    if (m_view->size() == 0)
        parts.append(m_what.isEmpty() ? tr("empty payload") : tr("empty"));
    else if (count == 1)
        parts.append(tr("byte %1 (0x%2) of %3").arg(groupedNumber(from), QString::number(from, 16), all));
    else
        parts.append(tr("bytes %1 to %2, %3 selected of %4")
                         .arg(groupedNumber(from), groupedNumber(from + count - 1), groupedNumber(count), all));
    if (!m_what.isEmpty())
        parts.append(m_what);
    m_status->setText(parts.join(QStringLiteral(", ")));
}

} // namespace handglass

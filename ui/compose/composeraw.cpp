// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composefield.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/pingpopover.h"
#include "ui/compose/rawform.h"

#include <QComboBox>

// The composer's frames field by field.

namespace handglass {

namespace {
constexpr int RawIndex = static_cast<int>(ComposeFormat::File) + 1; ///< of the format box
}

void ComposePanel::setSender(Role sender)
{
    m_raw->setSender(sender);
}

void ComposePanel::setAutoPong(bool on)
{
    m_pingPopover->setAutoPong(on);
}

void ComposePanel::composeRaw()
{
    chooseFormat(RawIndex);
    m_raw->focusPayload();
}

void ComposePanel::chooseFormat(int index)
{
    if (index != RawIndex)
        return changeFormat(static_cast<ComposeFormat>(index));
    m_format->setCurrentIndex(index);
    showRaw(true);
}

void ComposePanel::showRaw(bool raw)
{
    if (std::exchange(m_isRaw, raw) != raw)
        place();
}

void ComposePanel::sendRaw()
{
    const auto raw = m_raw->take();
    if (!raw)
        return;
    Pending pending;
    pending.raw = true;
    pending.size = raw->size();
    Q_EMIT rawRequested(*raw, await(pending));
}

void ComposePanel::showError(const QString &sentence)
{
    m_isRaw ? m_raw->showError(sentence) : m_field->showError(sentence);
}

} // namespace handglass

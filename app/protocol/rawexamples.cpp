// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/rawexamples.h"

#include "app/protocol/rawexamplelists.h"

namespace handglass {

QString rawGroupName(RawGroup group)
{
    switch (group) {
    case RawGroup::Masking:
        return RawExampleList::tr("Masking");
    case RawGroup::Reserved:
        return RawExampleList::tr("Reserved bits and opcodes");
    case RawGroup::Control:
        return RawExampleList::tr("Control frames");
    case RawGroup::Fragments:
        return RawExampleList::tr("Fragments");
    case RawGroup::Lengths:
        return RawExampleList::tr("Lengths");
    case RawGroup::Text:
        return RawExampleList::tr("UTF-8");
    case RawGroup::Close:
        return RawExampleList::tr("Close frames");
    }
    return {};
}

QList<RawExample> rawExamples(Role sender, const MaskingKey &key)
{
    RawExampleList list(sender, key);
    list.addMasking();
    list.addReserved();
    list.addControl();
    list.addFragments();
    list.addLengths();
    list.addText();
    list.addClose();
    return list.examples();
}

} // namespace handglass

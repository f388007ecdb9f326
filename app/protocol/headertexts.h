// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace handglass {

/// What a header of the opening handshake means, told in rich text after its name. %1 stands for its value, %2 for the
/// value's first word (an authentication scheme).
struct HeaderText {
    const char *name;
    const char *text;    ///< source text of context "handglass::HeadLine"
    const char *section; ///< may be empty
};

/// nullptr if the header has no special meaning there. Names compare without case.
const HeaderText *requestHeaderText(QByteArrayView name);
const HeaderText *responseHeaderText(QByteArrayView name);

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handglass {

/// The sentences for a status, and its section.
struct StatusText {
    int status;
    const char *text; ///< source text of context "handglass::HeadLine"
    const char *section;
};

/// Of the status itself, else of its class; nullptr outside 100-599.
const StatusText *statusText(int status);

} // namespace handglass

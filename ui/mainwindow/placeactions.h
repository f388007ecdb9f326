// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handglass {

struct Place;
struct Settings;
struct WindowActions;
class Workbench;

/// Enables what can be done with the current place, says of the rest what would enable it, and checks the choices.
void updatePlaceActions(
    const WindowActions &actions, const Workbench &workbench, const Settings &settings, const Place &place);

} // namespace handglass

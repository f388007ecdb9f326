// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/sessionoptions.h"

#include <QWidget>

namespace handglass {

/// One page of the request panel: a part of what a client asks for.
class RequestSection : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestSection)
public:
    RequestSection() = default;

    /// Its name in the list.
    virtual QString title() const = 0;
    /// Sets its own part; leaves the rest.
    virtual void applyTo(ClientOptions &options) const = 0;
    /// Without edited().
    virtual void setOptions(const ClientOptions &options) = 0;
    /// How many things in these options, as far as they are its own, differ from the defaults.
    virtual int count(const ClientOptions &options, const ClientOptions &defaults) const = 0;
    /// Empty if all of it can be sent, else the first field's sentence.
    virtual QString error() const { return {}; }
    /// Moves the focus to the field that error() speaks of.
    virtual void showError() { }
    /// What all sections and the address say together; after each change.
    virtual void noticeAll(const ClientOptions & /*options*/) { }

Q_SIGNALS:
    void edited();
};

} // namespace handglass

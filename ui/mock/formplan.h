// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonedit.h"
#include "ui/mock/formspec.h"

#include <QStringList>

#include <vector>

namespace handglass {

/// A control of a form, and the value that it is of.
struct FormCell {
    enum class Type : quint8 {
        Field,
        Label,         ///< text
        ConditionKind, ///< path: the condition
        TestKind,      ///< path: the condition or check
        ActionKind,    ///< path: the action
        FaultKind,     ///< path: the fault
        Delay,         ///< path: the action; its delay and jitter; its name stands before it
        Target,        ///< path: the action; its name stands before it
        Remove,        ///< path: an element
        MoveUp,
        Duplicate,
        AddCondition, ///< path: the array
        AddAction,
        AddBranch,
        AddFault,
        AsText ///< path: what the form does not show
    };
    Type type = Type::Field;
    JsonPath path;
    const formspec::Field *field = nullptr; ///< Field
    QString text;                           ///< its name, or what it says
    bool removable = false;                 ///< Field: it goes with its text
    bool wide = false;                      ///< takes the rest of its line
    bool weighted = false;                  ///< AddBranch
    bool named = false;                     ///< Field: its name stands before it
    bool operator==(const FormCell &) const = default;
};

/// Controls side by side, as far as there is room.
struct FormLine {
    QString label;
    int level = 0; ///< of nesting
    bool isHeading = false;
    bool begins = false; ///< with a hairline above
    std::vector<FormCell> cells;
    bool operator==(const FormLine &) const = default;
};

using FormPlan = std::vector<FormLine>;

/// What a form has to show for a part of a scenario. It changes only with what the part consists of, not with its
/// values.
namespace formplan {

enum class Part : quint8 { Nothing, Rule, Check, Subprotocols, Route, Reply, Scenario };

FormPlan plan(const JsonIndex &tree, Part part, const JsonPath &path);

/// The value at a path, as it is spelled; of a short spelling the part that the long one would have there (“close”:
/// 1001 has the code 1001). Empty: there is none.
QByteArray valueAt(const JsonIndex &tree, const JsonPath &path);
/// The object that says the same as a short spelling does; the spelling itself if it is none. name: the member's, or
/// empty for an element.
QByteArray longSpelling(QByteArrayView name, QByteArrayView spelling);

} // namespace formplan

} // namespace handglass

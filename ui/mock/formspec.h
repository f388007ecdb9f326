// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

/// What the forms of a scenario consist of: one table of kinds and their fields. Labels are translated by text().
namespace handglass::formspec {

enum class FieldType : quint8 {
    Text,         ///< a JSON string, on one line
    LongText,     ///< a JSON string that may have lines and placeholders
    Json,         ///< any JSON value, on one line
    LongJson,     ///< any JSON value that may have lines and placeholders
    Number,       ///< a JSON number
    Switch,       ///< true (or what says more), or not there
    OffSwitch,    ///< false, or not there
    Choice,       ///< one of words
    Lines,        ///< a list of texts, one a line
    Headers,      ///< names and texts, "Name: value" a line
    Variables,    ///< names and JSON values, "name: value" a line
    TextOrTrue,   ///< a JSON string; true if it is empty
    NumberOrWord, ///< a JSON number, or one of words
    Existence     ///< true or false, always there
};

struct Field {
    const char *member; ///< or the way to it: "close.code"
    const char *label;
    FieldType type = FieldType::Text;
    const char *hint = "";                   ///< stands in it while it is empty
    std::span<const char *const> words = {}; ///< the first one is what holds if none is given
    bool operator==(const Field &other) const { return member == other.member && type == other.type; }
};

/// What its member holds instead of a field.
enum class Nested : quint8 { None, Conditions, Condition, Actions, Branches, WeightedBranches, Fault };

/// A kind of condition, test, action or check.
struct Kind {
    const char *member; ///< that makes it this kind; empty: none of the others' is there
    const char *label;
    const char *initial; ///< its value in a new one
    std::span<const Field> fields = {};
    Nested nested = Nested::None;
    bool tested = false;   ///< it names what a test is made of
    bool targeted = false; ///< "to" says who gets it
};

std::span<const Kind> conditions();
std::span<const Kind> tests();     ///< of a condition or check; none: that it exists
std::span<const Field> ignoring(); ///< beside a test that compares
std::span<const Kind> actions();
std::span<const Kind> checks();
/// Null: it is none of them.
const Kind *kindOf(std::span<const Kind> kinds, const QStringList &members);

std::span<const Field> rule();
std::span<const Field> timer();
std::span<const Field> silence();
std::span<const Field> route();
std::span<const Field> answer();
std::span<const Field> subprotocols();
std::span<const Field> refusal(); ///< in "refuse"
std::span<const Field> listen();
std::span<const Field> scenario();
std::span<const char *const> targets();

/// Translated.
QString text(const char *label);

} // namespace handglass::formspec

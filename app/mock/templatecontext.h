// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/incoming.h"
#include "app/mock/requestfacts.h"
#include "app/mock/template.h"

#include <QHash>
#include <QRegularExpressionMatch>

#include <functional>

namespace handglass::scenario {

/// A random number from 0 (included) to 1 (excluded).
using RandomSource = std::function<double()>;

/// Variables are JSON texts.
using Variables = QHash<QString, QByteArray>;

/// What the placeholders of a template, and the conditions of a rule, may speak of.
class TemplateContext final
{
public:
    const RequestFacts *request = nullptr; ///< never null when used
    const Incoming *message = nullptr;     ///< null: no message came (connect, timer, …)
    Variables *state = nullptr;
    Variables *shared = nullptr;
    const RandomSource *random = nullptr;
    qint64 nowMs = 0; ///< Unix epoch
    std::function<int()> clientsOfRoute;
    qint64 messageNumber = 0;
    quint16 closeCode = 0;
    std::optional<QRegularExpressionMatch> match; ///< none: no expression matched
};

/// Evaluated: a JSON value as it is spelled, or a plain text.
struct Value {
    QByteArray bytes; ///< UTF-8
    bool json = false;

    QString text() const;     ///< the characters of a JSON string, else the bytes
    QByteArray token() const; ///< as JSON
};

/// Nothing if it is not there.
std::optional<Value> evaluate(const Placeholder &placeholder, TemplateContext &context);
QByteArray quotedJson(const QString &text);

} // namespace handglass::scenario

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mock/formspec.h"

#include <QByteArray>

#include <tl/expected.hpp>

/// Between a JSON value and what stands in a field for it.
namespace handglass::formcodec {

/// spelling: the value in the text, empty: there is none. A value of another type than the field's reads as it is
/// spelled.
QString toField(formspec::FieldType type, QByteArrayView spelling);
/// The value's spelling, empty: the member is to go; or the sentence that says what is wrong, and nothing is changed.
tl::expected<QByteArray, QString> fromField(formspec::FieldType type, const QString &text);

} // namespace handglass::formcodec

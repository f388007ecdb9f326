// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/faultfields.h"

#include "app/mock/fault.h"

#include <QHash>

#include <vector>

namespace handglass {

namespace {

using formspec::Field;
using formspec::FieldType;

std::vector<Field> fieldsOf(const scenario::FaultForm &form)
{
    std::vector<Field> fields;
    if (form.everyNth)
        fields.push_back({"every", QT_TRANSLATE_NOOP("handglass::FormSpec", "every n-th"), FieldType::Number, "1"});
    if (form.number != nullptr)
        fields.push_back({form.number, form.number, FieldType::Number});
    if (form.interval != nullptr)
        fields.push_back({form.interval, form.interval, FieldType::Text, "1s"});
    if (form.kind == scenario::FaultKind::Status) {
        fields.push_back({"status", QT_TRANSLATE_NOOP("handglass::FormSpec", "status"), FieldType::Number, "503"});
        fields.push_back({"headers", QT_TRANSLATE_NOOP("handglass::FormSpec", "Headers"), FieldType::Headers,
            QT_TRANSLATE_NOOP("handglass::FormSpec", "Name: value")});
        fields.push_back({"body", QT_TRANSLATE_NOOP("handglass::FormSpec", "Body"), FieldType::LongText});
    }
    return fields;
}

} // namespace

std::span<const Field> faultFields(const QString &name)
{
    static const QHash<QString, std::vector<Field>> all = [] {
        QHash<QString, std::vector<Field>> fields;
        for (const scenario::FaultForm &form : scenario::faultForms())
            fields.insert(QLatin1String(form.name), fieldsOf(form));
        return fields;
    }();
    const auto found = all.constFind(name);
    return found == all.cend() ? std::span<const Field>() : std::span<const Field>(*found);
}

} // namespace handglass

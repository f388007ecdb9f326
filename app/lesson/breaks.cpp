// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breaktable.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass::lesson {

namespace {

struct Table {
    std::vector<BreakRow> rows;
    std::vector<Break> faults;
};

const Table &table()
{
    static const Table all = [] {
        Table made;
        made.rows = headBreaks();
        const std::vector<BreakRow> frames = frameBreaks();
        made.rows.insert(made.rows.end(), frames.begin(), frames.end());
        for (const BreakRow &row : made.rows)
            made.faults.push_back(row.fault);
        return made;
    }();
    return all;
}

const BreakRow *rowOf(QByteArrayView id)
{
    const auto &rows = table().rows;
    const auto at = std::ranges::find_if(rows, [id](const BreakRow &row) { return id == row.fault.id; });
    return at == rows.end() ? nullptr : &*at;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("handglass::Break", text);
}

} // namespace

std::span<const Break> breaks()
{
    return table().faults;
}

const Break *breakOf(QByteArrayView id)
{
    const auto &faults = table().faults;
    const auto at = std::ranges::find_if(faults, [id](const Break &fault) { return id == fault.id; });
    return at == faults.end() ? nullptr : &*at;
}

bool appliesTo(const Break &fault, const WireUnit &unit)
{
    const BreakRow *row = rowOf(fault.id);
    return row && unit.from == fault.by && unit.kind == fault.kind && row->applies(unit);
}

QByteArray broken(const Break &fault, const WireUnit &unit, QByteArrayView request)
{
    return appliesTo(fault, unit) ? rowOf(fault.id)->change(unit, request) : unit.bytes;
}

QString Break::labelText() const
{
    return translated(label);
}

QString Break::doesText() const
{
    return translated(does);
}

QString Break::obligationText() const
{
    return translated(obligation);
}

} // namespace handglass::lesson

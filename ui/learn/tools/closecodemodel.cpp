// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/closecodemodel.h"

#include "app/protocol/closecode.h"

#include <algorithm>
#include <array>

namespace handglass {

namespace {

enum class Sender : quint8 { Either, Client, Server, Nobody, NobodyYet };

struct CodeRow {
    quint16 first;
    quint16 last;
    Sender sender;
};

constexpr std::array Rows{
    CodeRow{0, 999, Sender::Nobody},
    CodeRow{1000, 1000, Sender::Either},
    CodeRow{1001, 1001, Sender::Either},
    CodeRow{1002, 1002, Sender::Either},
    CodeRow{1003, 1003, Sender::Either},
    CodeRow{1004, 1004, Sender::NobodyYet},
    CodeRow{1005, 1005, Sender::Nobody},
    CodeRow{1006, 1006, Sender::Nobody},
    CodeRow{1007, 1007, Sender::Either},
    CodeRow{1008, 1008, Sender::Either},
    CodeRow{1009, 1009, Sender::Either},
    CodeRow{1010, 1010, Sender::Client},
    CodeRow{1011, 1011, Sender::Server},
    CodeRow{1012, 1012, Sender::Server},
    CodeRow{1013, 1013, Sender::Server},
    CodeRow{1014, 1014, Sender::Server},
    CodeRow{1015, 1015, Sender::Nobody},
    CodeRow{1016, 2999, Sender::NobodyYet},
    CodeRow{3000, 3999, Sender::Either},
    CodeRow{4000, 4999, Sender::Either},
};

QString codeText(const CodeRow &row)
{
    return row.first == row.last ? QString::number(row.first) : QStringLiteral("%1–%2").arg(row.first).arg(row.last);
}

QString nameOf(const CodeRow &row)
{
    if (row.first == row.last)
        return closeCodeName(row.first);
    switch (row.first) {
    case 3000:
        return CloseCodeModel::tr("registered");
    case 4000:
        return CloseCodeModel::tr("private");
    case 1016:
        return CloseCodeModel::tr("reserved");
    default:
        return CloseCodeModel::tr("not used");
    }
}

QString sectionOf(const CodeRow &row)
{
    if (row.first != row.last)
        return QStringLiteral("RFC 6455 §7.4.2");
    return row.first >= 1012 && row.first <= 1014 ? CloseCodeModel::tr("IANA WebSocket close codes")
                                                  : QStringLiteral("RFC 6455 §7.4.1");
}

/// Without the section, which has a column of its own.
QString meaningOf(const CodeRow &row)
{
    switch (row.first) {
    case 0:
        return CloseCodeModel::tr("No close code; a Close frame with one breaks the protocol.");
    case 1016:
        return CloseCodeModel::tr("For later versions of the protocol and for extensions.");
    case 3000:
        return CloseCodeModel::tr("For libraries, frameworks and applications; registered with IANA.");
    case 4000:
        return CloseCodeModel::tr("For private use: both ends have agreed what they mean.");
    default:
        break;
    }
    QString meaning = closeCodeMeaning(row.first);
    const QString tail = QStringLiteral(", %1.").arg(sectionOf(row));
    if (meaning.endsWith(tail))
        meaning.replace(meaning.size() - tail.size(), tail.size(), QStringLiteral("."));
    return meaning;
}

QString senderOf(const CodeRow &row)
{
    switch (row.sender) {
    case Sender::Either:
        return CloseCodeModel::tr("either end");
    case Sender::Client:
        return CloseCodeModel::tr("the client");
    case Sender::Server:
        return CloseCodeModel::tr("the server");
    case Sender::NobodyYet:
        return CloseCodeModel::tr("nobody, so far");
    case Sender::Nobody:
        break;
    }
    return CloseCodeModel::tr("nobody");
}

} // namespace

CloseCodeModel::CloseCodeModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

int CloseCodeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Rows.size());
}

int CloseCodeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CloseCodeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const CodeRow &row = Rows[size_t(index.row())];
    switch (index.column()) {
    case Code:
        return codeText(row);
    case Name:
        return nameOf(row);
    case Meaning:
        return meaningOf(row);
    case Sender:
        return senderOf(row);
    case Section:
        return sectionOf(row);
    default:
        return {};
    }
}

QVariant CloseCodeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[]{tr("Code"), tr("Name"), tr("Meaning"), tr("May be sent by"), tr("Section")};
    return section >= 0 && section < ColumnCount ? names[section] : QVariant();
}

int CloseCodeModel::rowOf(quint16 code) const
{
    const auto *const found =
        std::ranges::find_if(Rows, [code](const CodeRow &row) { return code >= row.first && code <= row.last; });
    return found == Rows.end() ? -1 : int(found - Rows.begin());
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logcolumns.h"

#include <QCoreApplication>

#include <array>

namespace handglass {

namespace {

struct ColumnFacts {
    const char *title;
    const char *meaning;
    int width;
    bool number;
};

constexpr const char *Context = "handglass::LogColumn";

const ColumnFacts &facts(LogColumn column)
{
    static const std::array<ColumnFacts, LogColumnCount> all = {{
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "#"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Row number in the capture; it never changes"), 58, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Time"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "When the last byte crossed the wire"), 100, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Δ"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Time since the row before in this view"), 74, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Direction"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Sent or received, seen from Handglass"), 92, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Type"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "What the frame's opcode says, or the event"), 80, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Size, B"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Bytes of the frame's payload"), 66, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Data"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "The payload's beginning, on one line"), 400, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Opcode"), "websocket.opcode", 62, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "FIN"), "websocket.fin", 40, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "RSV"), "websocket.rsv", 52, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "MASK"), "websocket.mask", 50, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Mask key"), "websocket.masking_key", 92, false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Wire size, B"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Bytes of the frame on the wire, header and payload"), 84, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Connection"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Number of the connection in the capture, and its session"), 110,
            false},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Content, B"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Bytes that the frame adds to its message, decompressed"), 76,
            true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Ratio"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Content to payload of a compressed frame"), 66, true},
        {QT_TRANSLATE_NOOP("handglass::LogColumn", "Latency"),
            QT_TRANSLATE_NOOP("handglass::LogColumn", "Time from the request to this reply, each to its last byte"), 76,
            true},
    }};
    return all.at(static_cast<size_t>(column));
}

} // namespace

QString columnTitle(LogColumn column)
{
    return QCoreApplication::translate(Context, facts(column).title);
}

QString columnMeaning(LogColumn column)
{
    return QCoreApplication::translate(Context, facts(column).meaning);
}

int columnWidth(LogColumn column)
{
    return facts(column).width;
}

bool isOptional(LogColumn column)
{
    return column > LogColumn::Data;
}

bool isNumber(LogColumn column)
{
    return facts(column).number;
}

} // namespace handglass

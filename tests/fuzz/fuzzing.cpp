// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzzing.h"

#include <cstdio>
#include <cstdlib>

namespace handglass::fuzz {

namespace {

/// Qt warns where it is used wrongly: no input may bring that about.
void endOnWarning(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
    if (type != QtDebugMsg && type != QtInfoMsg)
        failed("no warning of Qt", context.file ? context.file : "?", context.line);
}

} // namespace

void failed(const char *property, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: expected %s\n", file, line, property);
    std::abort();
}

void print(const char *what, const QString &text)
{
    std::fprintf(stderr, "%s: %s\n", what, qPrintable(text));
}

void print(const char *what, QByteArrayView bytes)
{
    std::fprintf(stderr, "%s: %s\n", what, bytes.toByteArray().toPercentEncoding(" /:;=\"<>,()").constData());
}

Input::Input(const std::uint8_t *data, std::size_t size)
    : m_bytes(data, qsizetype(size))
{
    m_flags = choice();
}

quint8 Input::choice()
{
    if (m_bytes.isEmpty())
        return 0;
    const auto byte = quint8(m_bytes.back());
    m_bytes.chop(1);
    return byte;
}

QList<qsizetype> Input::sizes()
{
    constexpr quint8 Small = 128;
    constexpr qsizetype Step = 64;
    QList<qsizetype> sizes;
    for (int left = choice() % 32; left > 0; --left) {
        const quint8 size = choice();
        sizes.append(size < Small ? size + 1 : (size - Small + 1) * Step);
    }
    return sizes;
}

} // namespace handglass::fuzz

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    qInstallMessageHandler(handglass::fuzz::endOnWarning);
    return 0;
}

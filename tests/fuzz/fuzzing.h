// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>

/// A property that must hold for every input: else the program ends, which libFuzzer takes for a finding.
#define FUZZ_CHECK(condition) ((condition) ? void() : handglass::fuzz::failed(#condition, __FILE__, __LINE__))
/// The same for two things that must be equal; both are printed.
#define FUZZ_COMPARE(left, right) handglass::fuzz::compare(left, right, #left " == " #right, __FILE__, __LINE__)

namespace handglass::fuzz {

[[noreturn]] void failed(const char *property, const char *file, int line);
void print(const char *what, const QString &text);
void print(const char *what, QByteArrayView bytes);
template <typename Other> void print(const char *, const Other &) { }

template <typename Left, typename Right>
void compare(const Left &left, const Right &right, const char *property, const char *file, int line)
{
    if (left == right)
        return;
    print("left", left);
    print("right", right);
    failed(property, file, line);
}

/// One input. The bytes to be read come first and the choices stand behind them, the first one last, so that a seed is
/// what it looks like: "…bytes", chunk sizes, their number, choice.
class Input
{
public:
    Input(const std::uint8_t *data, std::size_t size);

    /// The next choice, from the end; 0 where nothing is left.
    quint8 choice();
    bool flag(int bit) const { return ((m_flags >> unsigned(bit)) & 1U) != 0; } ///< of the first choice
    /// A number of sizes (one choice), then that many: 1 to 128 as they are, above that in steps of 64 bytes.
    QList<qsizetype> sizes();
    /// What no choice was made of.
    QByteArray bytes() const { return m_bytes.toByteArray(); }

private:
    QByteArrayView m_bytes;
    quint8 m_flags = 0;
};

/// Gives the bytes in chunks of these sizes, again and again, each in memory of its own; no sizes: one by one.
template <typename Take> void inChunks(const QByteArray &bytes, const QList<qsizetype> &sizes, Take take)
{
    qsizetype i = 0;
    for (qsizetype at = 0; at < bytes.size(); ++i) {
        const qsizetype wanted = sizes.isEmpty() ? 1 : sizes[i % sizes.size()];
        const qsizetype size = qMin(wanted, bytes.size() - at);
        const auto chunk = std::make_unique<char[]>(std::size_t(size)); // ASan sees a read behind its end
        std::copy_n(bytes.constData() + at, size, chunk.get());
        take(QByteArrayView(chunk.get(), size));
        at += size;
    }
}

} // namespace handglass::fuzz

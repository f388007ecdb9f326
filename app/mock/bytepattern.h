// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace handglass::scenario {

/// Bytes in hex with wildcards: “01 ?? f? *”. “?” stands for any four bits, “*” for any number of bytes.
class BytePattern final
{
public:
    BytePattern() = default;
    /// Nothing if the text is none.
    static std::optional<BytePattern> parse(QStringView text);

    bool matches(QByteArrayView bytes) const;
    bool operator==(const BytePattern &) const = default;

private:
    struct Byte {
        uchar value = 0;
        uchar mask = 0;
        bool many = false; ///< “*”
        bool operator==(const Byte &) const = default;
    };
    std::vector<Byte> m_bytes;
};

} // namespace handglass::scenario

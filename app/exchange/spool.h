// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QTemporaryFile>

#include <functional>
#include <vector>

namespace handglass {

/// Strands of bytes that grow in turns and are read one after the other: what is more than a few MiB together lies in a
/// temporary file.
class Spool final
{
    Q_DISABLE_COPY_MOVE(Spool)
public:
    using Strand = qint64;
    Spool() = default;
    void append(Strand strand, QByteArrayView bytes);
    bool isEmpty(Strand strand) const;
    void read(Strand strand, const std::function<void(QByteArrayView)> &take);
    /// Empty, or why the temporary file could not be written or read.
    QString error() const { return m_error; }

private:
    struct Block {
        qint64 offset = 0;
        qint64 size = 0;
    };
    struct Held {
        std::vector<Block> blocks;
        QByteArray tail;
    };
    void spill();

    QHash<Strand, Held> m_strands;
    QTemporaryFile m_file;
    qint64 m_end = 0;
    qint64 m_inMemory = 0;
    QString m_error;
};

} // namespace handglass

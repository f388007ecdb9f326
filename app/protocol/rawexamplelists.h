// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawexamples.h"

#include <QCoreApplication>

namespace handglass {

/// Gathers the examples of one sender.
class RawExampleList final
{
    Q_DECLARE_TR_FUNCTIONS(handglass::RawExamples)
public:
    RawExampleList(Role sender, const MaskingKey &key);

    const QList<RawExample> &examples() const { return m_examples; }

    // one function a group
    void addMasking();
    void addReserved();
    void addControl();
    void addFragments();
    void addLengths();
    void addText();
    void addClose();

private:
    /// The following ones belong to it.
    void begin(RawGroup group) { m_group = group; }
    void add(const char *id, const QString &title, const QList<RawFrame> &frames, const QString &duty,
        const QString &section);
    void addLegal(const char *id, const QString &title, const QList<RawFrame> &frames, const QString &duty,
        const QString &section);
    /// Masked as the sender's role wants it.
    RawFrame frame(int opcode, const QByteArray &payload, bool fin = true) const;
    RawFrame text(const QByteArray &payload, bool fin = true) const;
    RawFrame closeFrame(quint16 code, const QByteArray &reason = {}) const;
    void addCloseCode(quint16 code, const QString &why, const QString &section);

    Role m_sender;
    MaskingKey m_key;
    RawGroup m_group = RawGroup::Masking;
    QList<RawExample> m_examples;
};

} // namespace handglass

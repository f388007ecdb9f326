// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"
#include "ui/compose/rawdraft.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace handglass {

class FlowLayout;
class Segments;

/// The fields of one frame of a raw sending. An error's sentence stands below the field's line.
class RawFrameFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RawFrameFields)
public:
    explicit RawFrameFields(Theme &theme, QWidget *parent = nullptr);

    /// One frame always: without the field for fragments.
    void setWhole();
    FrameDraft draft() const;
    void setDraft(const FrameDraft &draft);
    /// Shown while the frame takes a random key.
    void setRandomKey(const MaskingKey &key);
    /// Empty: the field is right. Not for Pieces.
    void setError(DraftField field, const QString &sentence);
    void clearErrors();
    void focusField(DraftField field);
    /// In the order that Tab takes.
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void edited();

private:
    void makeFields();
    void place(Theme &theme);
    void connectFields();
    void noteChange();
    void updateEnabled();
    QLineEdit *editOf(DraftField field) const;

    Theme &m_theme;
    bool m_setting = false;
    MaskingKey m_randomKey{};
    QComboBox *m_opcode;
    QCheckBox *m_fin;
    QCheckBox *m_rsv1;
    QCheckBox *m_rsv2;
    QCheckBox *m_rsv3;
    QComboBox *m_mask;
    QLineEdit *m_key;
    QString m_givenKey;
    QComboBox *m_length;
    QCheckBox *m_lengthIsFalse;
    QLineEdit *m_falseLength;
    Segments *m_kind;
    QLineEdit *m_payload;
    QLineEdit *m_fragments;
    TextLabel *m_fragmentsLabel = nullptr;
    TextLabel *m_headerError;
    TextLabel *m_payloadError;
};

} // namespace handglass

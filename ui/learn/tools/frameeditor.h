// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/tools/labframes.h"
#include "ui/learn/tools/toolparts.h"

class QCheckBox;
class QComboBox;
class QMenu;

namespace handglass {

class FieldView;
class FrameDiagram;
class HexEdit;
class RawFrameFields;
class Segments;

/// Frames as bytes in hex, as fields and as a bit diagram; each follows the others as one types.
class FrameEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FrameEditor)
public:
    explicit FrameEditor(Theme &theme, QWidget *parent = nullptr);

    QByteArray bytes() const;
    /// Empty, or why they are not what was meant: no hex, or a field that is wrong.
    QString error() const;
    void setBytes(const QByteArray &bytes);
    Role sender() const;
    void setSender(Role sender);
    bool isDeflateAgreed() const;
    const QList<LabFrame> &frames() const { return m_frames; }
    int current() const { return m_current; }

Q_SIGNALS:
    void changed();

private:
    QWidget *makeHead();
    QWidget *makePicture();
    void fillExamples();
    void load(const QByteArray &id);
    void decode();
    void takeFields();
    int frameAt(qsizetype byte) const; ///< −1: none
    void selectByte(qsizetype byte);
    void chooseFrame(int index);
    void showFrame();
    void showList();
    void showRules(const LabFrame &frame);
    void showVerdict(const QString &broken, const QStringList &notes);
    void selectField(int field);
    void markBytes();
    FrameContext context() const;

    Theme &m_theme;
    QList<LabFrame> m_frames;
    FramePicture m_picture;
    int m_current = 0;
    bool m_fromFields = false; ///< the bytes change because a field did
    Segments *m_sender;
    QCheckBox *m_deflate;
    QMenu *m_examples;
    QComboBox *m_list;
    HexEdit *m_hex;
    TextLabel *m_hexError;
    RawFrameFields *m_fields;
    QWidget *m_picturePart = nullptr;
    FrameDiagram *m_diagram;
    FieldView *m_field;
    TextLabel *m_verdict;
    TextLabel *m_notes;
    QString m_fieldError;
};

} // namespace handglass

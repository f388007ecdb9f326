// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"
#include "ui/compose/rawdraft.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace handglass {

class RawFrameFields;
class RawPreview;

/// Frames composed field by field, legal or not, with the bytes as they will go out, and ready examples.
class RawForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RawForm)
public:
    explicit RawForm(Theme &theme, QWidget *parent = nullptr);

    /// Whose frames these are: what the examples break, and whether a new frame is masked.
    void setSender(Role sender);
    /// The bytes shown; else the sentence, which stands below its field, and the caret goes there.
    tl::expected<RawSend, QString> take();
    /// They are on their way: the next ones get another random key.
    void noticeSent(qsizetype bytes);
    void showError(const QString &sentence);
    QMenu *examples() const { return m_examples; }
    void focusPayload();
    /// In the order that Tab takes.
    QList<QWidget *> tabChain() const;
    /// Only the bytes, in one line's height.
    void setCompact(bool compact);
    /// px that it may take.
    void setRoom(int height);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// sizeHint() has counted the lines.
    bool hasHeightForWidth() const override { return false; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QWidget *makeFrameRow();
    QWidget *makePieceRow();
    void fillExamples();
    void load(const RawExample &example);
    void tellDuty(const RawExample &example);
    void addFrame();
    void removeFrame();
    void chooseFrame(int index);
    void showFrames();
    void noteEdit();
    void judge();
    void showWrong(const DraftError &error);
    void say(const QString &words, Ink ink);

    Theme &m_theme;
    Role m_sender = Role::Client;
    MaskingKey m_randomKey = newRandomKey();
    RawDraft m_draft;
    int m_current = 0;
    bool m_untouched = true;
    bool m_compact = false;
    int m_room = 0;
    QMenu *m_examples;
    QScrollArea *m_scroll;
    QWidget *m_frameRow; ///< shown where there is more than one
    QComboBox *m_frames = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_add = nullptr;
    RawFrameFields *m_fields;
    QLineEdit *m_pieces = nullptr;
    QSpinBox *m_pause = nullptr;
    TextLabel *m_pieceError;
    RawPreview *m_preview;
    TextLabel *m_status;
};

} // namespace handglass

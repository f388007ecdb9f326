// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/filter.h"
#include "ui/common/theme.h"

#include <QLineEdit>
#include <QPointer>

#include <optional>

class QCompleter;
class QStandardItemModel;

namespace handglass {

class FieldError;

/// The field that a filter is written in: completes fields, values and JSON members as one types, and shows an error
/// under the exact character.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterEdit(Theme &theme, QWidget *parent = nullptr);
    ~FilterEdit() override;

    /// Paths that are offered for completion.
    void setMembers(const QStringList &members) { m_members = members; }
    /// nullopt: none. The value is kept.
    void setError(const std::optional<FilterError> &error);
    /// The caret goes to the error's place.
    void goToError();
    bool hasError() const { return m_error.has_value(); }

Q_SIGNALS:
    /// Esc, or Down where there is nothing to complete.
    void escapePressed();
    void downPressed();
    /// Alt+Down.
    void shelfAsked();
    void focusGained();
    void focusLost();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void complete(bool asked);
    void takeCompletion(const QModelIndex &index);
    void underline();
    void showSentence();

    Theme &m_theme;
    QStandardItemModel *m_model;
    QCompleter *m_completer;
    QStringList m_members;
    qsizetype m_partStart = 0; ///< what a completion takes the place of
    qsizetype m_partLength = 0;
    std::optional<FilterError> m_error;
    QPointer<FieldError> m_sentence;
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace handglass {

class TextLabel;
class Theme;

/// Asks what to export: format, rows, credentials, target. It closes with accepted() when all of it can be done.
class ExportDialog final : public QDialog
{
    Q_OBJECT
public:
    enum class Rows : quint8 { Shown, Selected, All };
    struct Offer {
        qint64 shown = 0;
        qint64 selected = 0;
        qint64 all = 0;
        QString basePath; ///< of the target, without a suffix
    };

    ExportDialog(Theme &theme, const Offer &offer, QWidget *parent);
    ExportFormat format() const;
    void setFormat(ExportFormat format);
    Rows rows() const;
    bool withCredentials() const;
    QString target() const; ///< absolute

private:
    void build(Theme &theme, const Offer &offer);
    QWidget *makeRows(const Offer &offer);
    void takeFormat();
    void choose();
    void check();
    QString targetError() const;

    QComboBox *m_format;
    QRadioButton *m_shown;
    QRadioButton *m_selected;
    QRadioButton *m_all;
    QCheckBox *m_credentials;
    QLineEdit *m_target;
    TextLabel *m_formatNote;
    TextLabel *m_targetNote;
    TextLabel *m_error;
    QPushButton *m_export;
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace handglass {

/// The path of a file to read, typed or chosen. The line takes the focus.
class FileField final : public QWidget
{
    Q_OBJECT
public:
    /// what: the title of the choosing dialog; filter as for QFileDialog.
    FileField(const QString &what, const QString &filter, QWidget *parent = nullptr);

    QString path() const; ///< without spaces at its ends; "~/" is the user's home
    void setPath(const QString &path);
    void setPlaceholderText(const QString &text);
    /// Empty if nothing is given or the file can be read, else the sentence. Asks the file system.
    QString error() const;

Q_SIGNALS:
    void edited();

private:
    void choose();

    QString m_what;
    QString m_filter;
    QLineEdit *m_line;
};

/// Those of PEM and PKCS#12.
QString certificateFilter();

} // namespace handglass

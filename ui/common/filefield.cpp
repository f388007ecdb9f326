// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/filefield.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace handglass {

FileField::FileField(const QString &what, const QString &filter, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_filter(filter)
    , m_line(new QLineEdit)
{
    auto *button = new QToolButton;
    button->setText(tr("Choose…"));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_line, 1);
    row->addWidget(button);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &FileField::edited);
    connect(button, &QToolButton::clicked, this, &FileField::choose);
}

QString FileField::path() const
{
    const QString typed = m_line->text().trimmed();
    return typed.startsWith(QStringLiteral("~/")) ? QDir::homePath() + typed.mid(1) : typed;
}

void FileField::setPath(const QString &path)
{
    if (path != this->path())
        m_line->setText(path);
}

void FileField::setPlaceholderText(const QString &text)
{
    m_line->setPlaceholderText(text);
}

QString FileField::error() const
{
    if (path().isEmpty())
        return {};
    const QFileInfo file(path());
    if (!file.exists())
        return tr("expected a file, got no such one: %1").arg(path());
    if (!file.isFile())
        return tr("expected a file, got a folder: %1").arg(path());
    return file.isReadable() ? QString() : tr("expected a file that this user may read, got %1").arg(path());
}

void FileField::choose()
{
    auto *dialog = new QFileDialog(window(), m_what, QFileInfo(path()).absolutePath(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    dialog->open();
}

QString certificateFilter()
{
    return FileField::tr("Certificates and keys (*.pem *.crt *.cer *.key *.p12 *.pfx);;All files (*)");
}

} // namespace handglass

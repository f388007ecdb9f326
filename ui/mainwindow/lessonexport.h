// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace handglass {

class NoticeArea;
struct Settings;

/// A lesson's transcript as a file: a web page or a PDF, written on a worker. GUI thread.
class LessonExport final : public QObject
{
    Q_OBJECT
public:
    LessonExport(Settings &settings, NoticeArea &notices, QWidget *window);
    /// Asks where to. html: the transcript; name: suggested for the file, without its ending.
    void ask(const QString &html, const QString &name);

private:
    void write(const QString &html, const QString &path);

    Settings &m_settings;
    NoticeArea &m_notices;
    QWidget *m_window;
};

} // namespace handglass

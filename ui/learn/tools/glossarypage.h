// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/glossary.h"
#include "ui/common/theme.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QUrl;

namespace handglass {

class LessonText;

/// The terms of the RFCs, found as one types; each with its text and links.
class GlossaryPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GlossaryPage)
public:
    GlossaryPage(Theme &theme, const QList<lesson::GlossaryTerm> &terms, QWidget *parent = nullptr);
    /// An id that is not known leaves what is shown.
    void showTerm(const QString &id);
    QString term() const; ///< the id of the one that is shown; empty: none

Q_SIGNALS:
    /// lesson:ID, rfc:6455#4.1; links to other terms are followed here.
    void linkActivated(const QUrl &url);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void search(const QString &text);
    void showCurrent();
    void follow(const QUrl &url);

    Theme &m_theme;
    QList<lesson::GlossaryTerm> m_terms;
    QLineEdit *m_search;
    QListWidget *m_list;
    LessonText *m_text;
};

/// "RFC 6455 §4.2.2" as "rfc:6455#4.2.2"; empty if it is none.
QString rfcLink(const QString &section);

} // namespace handglass

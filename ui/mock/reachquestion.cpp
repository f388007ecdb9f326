// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/reachquestion.h"

#include <QMessageBox>
#include <QPushButton>

namespace handglass {

ReachQuestion::ReachQuestion(QWidget *parent)
    : QObject(parent)
    , m_parent(parent)
{
}

void ReachQuestion::ask(const QString &host, const std::function<void()> &answered)
{
    if (isAnswered(host))
        return answered();
    auto *box = new QMessageBox(m_parent->window());
    box->setObjectName(QStringLiteral("reachQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Listening beyond this computer"));
    box->setText(tr("The scenario says that its mock listens on %1.").arg(host));
    box->setInformativeText(
        tr("Every program on any computer that reaches this one there can connect then, read what the "
           "scenario sends and make it act. Only its rules of the handshake keep somebody out."));
    QPushButton *everybody = box->addButton(tr("Listen on %1").arg(host), QMessageBox::AcceptRole);
    QPushButton *local = box->addButton(tr("This computer only"), QMessageBox::NoRole);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    everybody->setObjectName(QStringLiteral("reachEverybody"));
    local->setObjectName(QStringLiteral("reachLocal"));
    box->setDefaultButton(local);
    box->setEscapeButton(cancel);
    const auto answer = [this, host, answered](bool allowed) {
        m_answers.insert(host, allowed);
        answered();
    };
    connect(everybody, &QPushButton::clicked, this, [answer] { answer(true); });
    connect(local, &QPushButton::clicked, this, [answer] { answer(false); });
    box->open();
}

} // namespace handglass

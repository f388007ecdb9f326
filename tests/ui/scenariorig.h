// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/windowrig.h"
#include "ui/common/payloadeditor.h"
#include "ui/mock/rulesmodel.h"

#include <QFile>
#include <QSignalSpy>
#include <QTreeView>
#include <QWebSocket>

namespace handglass {

/// A window with a mock that plays a scenario from a file, and clients of it that know nothing of us.
struct ScenarioRig : WindowRig {
    explicit ScenarioRig(const QString &folder)
        : WindowRig(folder)
        , file(folder + QStringLiteral("/scenario.json"))
    {
    }
    /// False: it does not listen.
    bool play(Settings &kept, const QByteArray &text)
    {
        if (!open(kept) || !write(text))
            return false;
        window->openFile(file);
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        auto *port = find<QSpinBox>(QStringLiteral("mockPort"));
        const quint16 freePort = probe.serverPort();
        probe.close();
        const auto *facts = find(QStringLiteral("mockScenarioFacts"));
        if (!QTest::qWaitFor([&] { return facts->property("text").toString().contains(QStringLiteral("rule")); }))
            return false;
        port->setValue(freePort);
        click(QStringLiteral("mockStartButton"));
        return QTest::qWaitFor([this] { return state() == SessionState::Listening; });
    }
    bool write(const QByteArray &text) const
    {
        QFile target(file);
        return target.open(QIODevice::WriteOnly) && target.write(text) == text.size();
    }
    QByteArray read() const
    {
        QFile source(file);
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    }
    PayloadEditor &editor() const { return *find<PayloadEditor>(QStringLiteral("scenarioText")); }
    QTreeView &rules() const { return *find<QTreeView>(QStringLiteral("scenarioRules")); }
    const RulesModel &model() const { return *qobject_cast<const RulesModel *>(rules().model()); }
    QString labelText(const QString &name) const { return find(name)->property("text").toString(); }
    /// The row that says this.
    QModelIndex ruleRow(const QString &text) const
    {
        const QModelIndexList found =
            model().match(model().index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    QString hits(const QString &text) const
    {
        return ruleRow(text).siblingAtColumn(RulesModel::Hits).data().toString();
    }
    void selectRule(const QString &text) const
    {
        const QRect rect = rules().visualRect(ruleRow(text));
        QTest::mouseClick(
            rules().viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(rect.left() + 60, rect.center().y()));
    }
    /// Puts the caret before a part of the text and types there; "\b" is Delete.
    void typeAt(const QByteArray &part, const QString &keys) const
    {
        const qsizetype at = editor().bytes().indexOf(part);
        QVERIFY(at >= 0);
        editor().setFocus();
        editor().selectBytes(at, at);
        for (const QChar key : keys) {
            if (key == u'\b')
                QTest::keyClick(&editor(), Qt::Key_Delete);
            else
                QTest::keyClick(&editor(), key.toLatin1());
        }
    }

    QString file;
};

/// Sends a text and waits for what comes back; null: nothing does.
struct PlainClient {
    bool open(const QString &url)
    {
        socket.open(QUrl(url));
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; });
    }
    QString ask(const QString &text)
    {
        QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
        socket.sendTextMessage(text);
        if (!QTest::qWaitFor([&] { return !answers.isEmpty(); }))
            return {};
        return answers.first().first().toString();
    }
    QWebSocket socket;
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/paircontrol.h"

#include "ui/log/linebar.h"
#include "ui/log/logmodel.h"

#include <QAction>
#include <QKeySequence>
#include <QSettings>

namespace handglass {

namespace {

constexpr qsizetype MostKept = 200;

QString settingsKey()
{
    return QStringLiteral("log/pairing");
}

/// Address and path in turn, the newest first; an empty path: not paired.
QStringList kept()
{
    return QSettings().value(settingsKey()).toStringList();
}

void keep(const QStringList &addresses, const QString &path)
{
    QStringList all;
    for (const QString &address : addresses)
        all << address << path;
    const QStringList before = kept();
    for (qsizetype i = 0; i + 1 < before.size() && all.size() < 2 * MostKept; i += 2) {
        if (!addresses.contains(before.at(i)))
            all << before.at(i) << before.at(i + 1);
    }
    QSettings().setValue(settingsKey(), all);
}

CapturePairs::Paths keptPaths()
{
    CapturePairs::Paths paths;
    const QStringList all = kept();
    for (qsizetype i = 0; i + 1 < all.size(); i += 2) {
        const auto path = JsonPath::parse(all.at(i + 1));
        if (path)
            paths.insert(all.at(i), *path);
        else if (all.at(i + 1).isEmpty())
            paths.insert(all.at(i), std::nullopt);
    }
    return paths;
}

} // namespace

PairControl::PairControl(const LogModel &model, LineBar &line, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_line(line)
    , m_action(new QAction(tr("&Pair requests with replies by…"), this))
{
    m_action->setObjectName(QStringLiteral("pairBy"));
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    connect(m_action, &QAction::triggered, this, &PairControl::ask);
}

void PairControl::applyTo(Capture *capture)
{
    m_action->setEnabled(capture != nullptr);
    if (capture != nullptr)
        CapturePairs::of(capture)->setPaths(keptPaths());
}

/// Of the connections that are shown.
QStringList PairControl::addresses() const
{
    QStringList found;
    const QList<ConnectionRecord> records =
        m_model.capture() != nullptr ? m_model.capture()->connections() : QList<ConnectionRecord>();
    for (const ConnectionRecord &record : records) {
        const QString address = CapturePairs::addressOf(record);
        if (m_model.scope().contains(record) && !found.contains(address))
            found.append(address);
    }
    return found;
}

void PairControl::ask()
{
    const auto path = keptPaths().value(addresses().value(0), CapturePairs::usualPath());
    m_line.ask(tr("Id of requests and replies"), path ? path->text() : QString(),
        tr("a path such as %1; empty: none are paired").arg(CapturePairs::usualPath().text()),
        [this](const QString &text) { return accept(text.trimmed()); });
}

QString PairControl::accept(const QString &text)
{
    const auto path = JsonPath::parse(text);
    if (!text.isEmpty() && !path)
        return tr("expected %1 at character %2, got “%3”: $.id is a member, $[1] an element")
            .arg(path.error().expected.toHtmlEscaped())
            .arg(path.error().position + 1)
            .arg(text.mid(path.error().position).toHtmlEscaped());
    if (path && path->steps.isEmpty())
        return tr("expected a member or an element after “$”: $.id is a member, $[1] an element");
    keep(addresses(), path ? path->text() : QString());
    applyTo(m_model.capture());
    return {};
}

} // namespace handglass

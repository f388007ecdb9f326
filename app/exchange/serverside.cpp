// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/serverside.h"

#include <QHash>

#include <algorithm>

namespace handglass {

namespace {

/// Which of the client's messages said a value at a path last.
using LastSaid = QHash<std::pair<qsizetype, QByteArray>, std::size_t>;

struct Place {
    qsizetype offset = 0;
    qsizetype length = 0;
    QByteArray placeholder;
};

bool isScalar(QByteArrayView token)
{
    return !token.isEmpty() && token != "null" && token.front() != '{' && token.front() != '[';
}

/// "id_3": the path's last name, and the number of the step.
QString variableName(const JsonPath &path, std::size_t step)
{
    QString name;
    for (const QChar c : QString::fromUtf8(path.steps.last().name))
        name += c.isLetterOrNumber() && c.unicode() < 128 ? c : u'_';
    return (name.isEmpty() ? QStringLiteral("value") : name) + u'_' + QString::number(step);
}

/// The variable that keeps what the step's message says at the path.
QString keep(ServerStep &step, std::size_t number, const JsonPath &path)
{
    const QString text = path.text();
    const auto known = std::ranges::find_if(step.kept, [&](const auto &each) { return each.second == text; });
    if (known != step.kept.end())
        return known->first;
    const QString name = variableName(path, number);
    step.kept.emplace_back(name, text);
    return name;
}

void echo(std::vector<ServerStep> &steps, std::size_t now, ServerAct &act, const QList<JsonPath> &ignored,
    const LastSaid &said)
{
    std::vector<Place> places;
    for (qsizetype i = 0; i < ignored.size(); ++i) {
        visitJson(act.bytes, ignored[i], [&](QByteArrayView value) {
            const auto by = said.constFind({i, value.toByteArray()});
            if (by == said.cend())
                return true;
            const QString name =
                *by == now ? ignored[i].text() : QStringLiteral("state.") + keep(steps[*by], *by, ignored[i]);
            places.push_back({value.data() - act.bytes.constData(), value.size(),
                "\"{{" + name.toUtf8().replace('"', "\\\"") + "}}\""});
            return true;
        });
    }
    std::ranges::sort(places, std::greater(), &Place::offset);
    for (const Place &place : places) {
        if (act.echoing.isEmpty())
            act.echoing = act.bytes;
        act.echoing.replace(place.offset, place.length, place.placeholder);
    }
}

} // namespace

void echoIgnored(std::vector<ServerStep> &steps, const QList<JsonPath> &ignored)
{
    LastSaid said;
    for (std::size_t now = 0; now < steps.size(); ++now) {
        for (qsizetype i = 0; steps[now].isText && i < ignored.size(); ++i) {
            const auto value = jsonValue(steps[now].message, ignored[i]);
            if (value && isScalar(*value))
                said.insert({i, *value}, now);
        }
        for (ServerAct &act : steps[now].acts) {
            if (act.kind == ServerAct::Kind::Text && !act.bytes.contains("{{"))
                echo(steps, now, act, ignored, said);
        }
    }
}

} // namespace handglass

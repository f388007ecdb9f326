// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/scenariotext.h"

#include "app/mock/scenarioreader.h"
#include "app/mock/templatecontext.h"

#include <QJsonDocument>

#include <algorithm>

namespace handglass {

namespace {

using scenario::quotedJson;
constexpr qint64 NsInMs = 1'000'000;

/// As a template that says it: braces are no placeholder.
QByteArray literal(const QByteArray &utf8)
{
    return quotedJson(QString::fromUtf8(utf8).replace(QLatin1String("{{"), QLatin1String("{{\"{{\"}}")));
}

QByteArray quoted(const QByteArray &utf8)
{
    return quotedJson(QString::fromUtf8(utf8));
}

bool isContainer(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() || document.isArray();
}

QByteArray actionText(const ServerAct &act)
{
    switch (act.kind) {
    case ServerAct::Kind::Text:
        return act.echoing.isEmpty() ? "\"send\": " + literal(act.bytes) : "\"sendJson\": " + act.echoing;
    case ServerAct::Kind::Binary:
        return "\"sendBinary\": \"" + act.bytes.toHex(' ') + '"';
    case ServerAct::Kind::Ping:
        return "\"ping\": " + literal(act.bytes);
    case ServerAct::Kind::Drop:
        return "\"drop\": true";
    case ServerAct::Kind::Close:
        break;
    }
    const QByteArray reason = act.bytes.isEmpty() ? QByteArray() : ", \"reason\": " + literal(act.bytes);
    return "\"close\": {\"code\": " + QByteArray::number(act.code) + reason + '}';
}

/// Where the gaps between what is said end, in whole ms, so that rounding does not add up.
class Gaps
{
public:
    /// shortened: counts those that were longer than a scenario can say.
    Gaps(qint64 startNs, double speed, qint64 &shortened)
        : m_startNs(startNs)
        , m_speed(speed)
        , m_shortened(shortened)
    {
    }
    QByteArray delayUntil(qint64 timeNs)
    {
        constexpr qint64 Longest = 24 * 3'600'000LL;
        const qint64 at = m_speed > 0 ? qRound64(double(timeNs - m_startNs) / double(NsInMs) / m_speed) : 0;
        const qint64 gap = std::clamp<qint64>(at - m_atMs, 0, Longest);
        m_shortened += at - m_atMs > Longest ? 1 : 0;
        m_atMs = std::max(at, m_atMs);
        return gap > 0 ? ", \"delay\": \"" + QByteArray::number(gap) + "ms\"" : QByteArray();
    }

private:
    qint64 m_startNs;
    double m_speed;
    qint64 &m_shortened;
    qint64 m_atMs = 0;
};

class Writer
{
public:
    Writer(const ServerRecord &server, const ScenarioOptions &options)
        : m_server(server)
        , m_options(options)
    {
    }

    WrittenScenario write()
    {
        m_text = "{\n  \"scenario\": " + QByteArray::number(scenario::FormatVersion) + ",\n  \"name\": "
            + quotedJson(m_server.name) + ",\n  \"routes\": [\n    {\n      \"path\": " + quotedJson(m_server.path);
        if (m_server.opened)
            writeOpened();
        else
            writeRefusal();
        m_text += "\n    }\n  ]\n}\n";
        return m_written;
    }

private:
    void writeRefusal()
    {
        m_text +=
            ",\n      \"faults\": [{\"name\": \"status\", \"status\": " + QByteArray::number(m_server.response.status);
        const QByteArray headers = headersText();
        if (!headers.isEmpty())
            m_text += ", \"headers\": " + headers;
        if (!m_server.body.isEmpty())
            m_text += ", \"body\": " + quoted(m_server.body);
        m_text += "}]";
    }

    void writeOpened()
    {
        writeHandshake();
        if (m_options.pace == MockPace::Timed)
            writeTimed();
        else
            writeWaiting();
        m_text += "\n      ]";
    }

    void writeHandshake()
    {
        QByteArrayList members;
        if (!m_server.subprotocol.isEmpty())
            members.append("\"subprotocols\": {\"speak\": [" + quotedJson(m_server.subprotocol) + "]}");
        if (const QByteArray headers = headersText(); !headers.isEmpty())
            members.append("\"headers\": " + headers);
        QByteArrayList cookies;
        for (const HeaderField &field : m_server.response.all("Set-Cookie"))
            cookies.append(quoted(field.value));
        if (!cookies.isEmpty())
            members.append("\"cookies\": [" + cookies.join(", ") + ']');
        if (!m_server.deflates)
            members.append("\"deflate\": false");
        if (!members.isEmpty())
            m_text += ",\n      \"handshake\": {" + members.join(", ") + '}';
    }

    /// What is no matter of the handshake, the connection or the moment; names that stand twice as a list.
    QByteArray headersText() const
    {
        static constexpr const char *Left[] = {"Connection", "Upgrade", "Sec-WebSocket-Accept",
            "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Content-Length", "Transfer-Encoding", "Date",
            "Set-Cookie", "Keep-Alive"};
        QList<std::pair<QByteArray, QByteArrayList>> headers;
        for (const HeaderField &field : m_server.response.fields) {
            const auto isName = [&](const QByteArray &name) {
                return field.name.compare(name, Qt::CaseInsensitive) == 0;
            };
            if (std::ranges::any_of(Left, isName) || !field.value.isValidUtf8())
                continue;
            const auto same = std::ranges::find_if(headers, [&](const auto &each) { return isName(each.first); });
            if (same != headers.end())
                same->second.append(quoted(field.value));
            else
                headers.append({field.name, {quoted(field.value)}});
        }
        QByteArrayList members;
        for (const auto &[name, values] : headers)
            members.append(quoted(name) + ": " + (values.size() > 1 ? '[' + values.join(", ") + ']' : values.first()));
        return members.isEmpty() ? QByteArray() : '{' + members.join(", ") + '}';
    }

    void writeTimed()
    {
        m_text += ",\n      \"rules\": [\n        {\n          \"name\": \"what the server said\",\n          \"on\": "
                  "\"connect\"";
        QByteArrayList actions;
        Gaps gaps(m_server.steps.front().timeNs, m_options.speed, m_written.shortened);
        for (const ServerStep &step : m_server.steps) {
            for (const ServerAct &act : step.acts)
                actions.append('{' + actionText(act) + gaps.delayUntil(act.timeNs) + '}');
        }
        writeActions(actions);
        m_text += "\n        },\n        {\"name\": \"what the client says\", \"on\": \"message\", \"do\": []}";
    }

    void writeWaiting()
    {
        m_text += ",\n      \"state\": {\"step\": 0},\n      \"rules\": [";
        for (std::size_t number = 0; number < m_server.steps.size(); ++number) {
            const ServerStep &step = m_server.steps[number];
            if (number == 0 && step.acts.empty())
                continue;
            m_text += m_text.endsWith('[') ? "\n        {" : ",\n        {";
            if (step.awaits)
                writeAwaited(step, number);
            else
                m_text += "\n          \"name\": \"at first\",\n          \"on\": \"connect\"";
            writeActions(actionsOf(step, number));
            m_text += "\n        }";
        }
    }

    void writeAwaited(const ServerStep &step, std::size_t number)
    {
        m_text += "\n          \"name\": \"message " + QByteArray::number(qint64(number)) + "\",\n          \"on\": "
            + (step.isText ? "\"text\"" : "\"binary\"") + ",\n          \"when\": [{\"state\": \"step\", \"equals\": "
            + QByteArray::number(qint64(number) - 1) + "}, " + conditionText(step) + ']';
    }

    QByteArray conditionText(const ServerStep &step) const
    {
        if (!step.isText)
            return "{\"binary\": \"" + step.message.toHex(' ') + "\"}";
        if (m_options.ignored.isEmpty() || !isContainer(step.message))
            return "{\"equals\": " + quoted(step.message) + '}';
        QByteArrayList paths;
        for (const QString &path : m_options.ignored)
            paths.append(quotedJson(path));
        return "{\"json\": \"$\", \"equals\": " + step.message.trimmed() + ", \"ignoring\": [" + paths.join(", ")
            + "]}";
    }

    QByteArrayList actionsOf(const ServerStep &step, std::size_t number)
    {
        QByteArrayList actions;
        if (step.awaits) {
            QByteArray set = "{\"set\": {\"step\": " + QByteArray::number(qint64(number));
            for (const auto &[name, path] : step.kept)
                set += ", " + quotedJson(name) + ": " + quotedJson(QStringLiteral("{{%1}}").arg(path));
            actions.append(set + "}}");
        }
        Gaps gaps(step.timeNs, m_options.speed, m_written.shortened);
        for (const ServerAct &act : step.acts)
            actions.append('{' + actionText(act) + gaps.delayUntil(act.timeNs) + '}');
        return actions;
    }

    void writeActions(const QByteArrayList &actions)
    {
        m_text += ",\n          \"do\": [";
        if (!actions.isEmpty())
            m_text += "\n            " + actions.join(",\n            ") + "\n          ";
        m_text += ']';
    }

    const ServerRecord &m_server;
    const ScenarioOptions &m_options;
    WrittenScenario m_written;
    QByteArray &m_text = m_written.text;
};

} // namespace

WrittenScenario scenarioText(const ServerRecord &server, const ScenarioOptions &options)
{
    return Writer(server, options).write();
}

} // namespace handglass

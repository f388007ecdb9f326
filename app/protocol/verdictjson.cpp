// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/verdictjson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

namespace handglass {

namespace {

constexpr std::array<std::pair<Outcome, const char *>, 4> OutcomeNames{{
    {Outcome::Pass, "pass"},
    {Outcome::Warn, "warn"},
    {Outcome::Fail, "fail"},
    {Outcome::NotJudged, "not judged"},
}};

/// RFC 8259 §7.
constexpr std::array<std::pair<char, const char *>, 7> Escaped{{
    {'"', "\\\""},
    {'\\', "\\\\"},
    {'\b', "\\b"},
    {'\f', "\\f"},
    {'\n', "\\n"},
    {'\r', "\\r"},
    {'\t', "\\t"},
}};

void addEscaped(QByteArray &json, char byte)
{
    for (const auto &[plain, escaped] : Escaped) {
        if (byte == plain) {
            json += escaped;
            return;
        }
    }
    json += "\\u00" + QByteArray(1, byte).toHex();
}

void addString(QByteArray &json, QByteArrayView utf8)
{
    json += '"';
    qsizetype written = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char byte = utf8[i];
        if (static_cast<uchar>(byte) >= 0x20 && byte != '"' && byte != '\\')
            continue;
        json.append(utf8.sliced(written, i - written));
        addEscaped(json, byte);
        written = i + 1;
    }
    json.append(utf8.sliced(written)).append('"');
}

void addMember(QByteArray &json, const char *name, QByteArrayView utf8)
{
    json.append(",\"").append(name).append("\":");
    addString(json, utf8);
}

void addMember(QByteArray &json, const char *name, int number)
{
    json.append(",\"").append(name).append("\":").append(QByteArray::number(number));
}

const char *outcomeName(Outcome outcome)
{
    return std::ranges::find(OutcomeNames, outcome, &std::pair<Outcome, const char *>::first)->second;
}

Outcome outcomeOf(const QString &name)
{
    const auto *const entry = std::ranges::find_if(
        OutcomeNames, [&name](const auto &candidate) { return name == QLatin1String(candidate.second); });
    return entry == OutcomeNames.end() ? Outcome::NotJudged : entry->first;
}

/// Members in order of their names, as QJsonObject has them.
void addCheck(QByteArray &json, const Check &check)
{
    json += "{\"expected\":";
    addString(json, check.expected.toUtf8());
    addMember(json, "got", check.got.toUtf8());
    addMember(json, "id", QString::fromLatin1(check.id).toUtf8());
    if (check.onPurpose)
        json += ",\"onPurpose\":true";
    addMember(json, "outcome", outcomeName(check.outcome));
    addMember(json, "requestLine", check.requestLine);
    addMember(json, "responseLine", check.responseLine);
    addMember(json, "rule", check.rule.toUtf8());
    addMember(json, "section", check.section.toUtf8());
    addMember(json, "side", check.onResponse ? "response" : "request");
    json += '}';
}

Check checkFromJson(const QJsonObject &json)
{
    Check check;
    check.id = json.value(QLatin1String("id")).toString().toLatin1();
    check.onResponse = json.value(QLatin1String("side")).toString() != QLatin1String("request");
    check.outcome = outcomeOf(json.value(QLatin1String("outcome")).toString());
    check.rule = json.value(QLatin1String("rule")).toString();
    check.expected = json.value(QLatin1String("expected")).toString();
    check.got = json.value(QLatin1String("got")).toString();
    check.section = json.value(QLatin1String("section")).toString();
    check.requestLine = json.value(QLatin1String("requestLine")).toInt();
    check.responseLine = json.value(QLatin1String("responseLine")).toInt();
    check.onPurpose = json.value(QLatin1String("onPurpose")).toBool();
    return check;
}

} // namespace

QByteArray verdictJson(const Verdict &verdict)
{
    if (verdict.checks.isEmpty())
        return {};
    constexpr qsizetype CheckBytes = 256;
    QByteArray json;
    json.reserve(verdict.checks.size() * CheckBytes);
    for (const Check &check : verdict.checks) {
        json += json.isEmpty() ? '[' : ',';
        addCheck(json, check);
    }
    return json += ']';
}

QJsonArray Verdict::toJson() const
{
    return QJsonDocument::fromJson(verdictJson(*this)).array();
}

Verdict Verdict::fromJson(const QJsonArray &json)
{
    Verdict verdict;
    for (const QJsonValue &check : json)
        verdict.checks.append(checkFromJson(check.toObject()));
    return verdict;
}

} // namespace handglass

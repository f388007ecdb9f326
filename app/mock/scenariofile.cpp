// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenariofile.h"

#include "app/mock/jsonnode.h"
#include "app/mock/scenarioreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <functional>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::File)
};

/// Of a file as a whole.
Errors fileError(const QString &sentence)
{
    return {Error{0, 1, 1, {}, sentence}};
}

tl::expected<QByteArray, QString> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(Words::tr("expected a file that can be read, got: %1").arg(file.errorString()));
    if (file.size() > LargestFile)
        return tl::unexpected(
            Words::tr("expected at most %1 MiB, got %2 bytes").arg(LargestFile >> 20).arg(file.size()));
    return file.read(LargestFile);
}

/// Fills in what the named files hold; each is read once.
class FilesReader
{
public:
    FilesReader(const QString &folder, const JsonIndex &index, Errors &errors)
        : m_folder(QFileInfo(folder).canonicalFilePath())
        , m_index(index)
        , m_errors(errors)
    {
    }

    QStringList files() const { return m_contents.keys(); }

    void read(Scenario &scenario)
    {
        for (Route &route : scenario.routes) {
            for (Rule &rule : route.rules) {
                read(rule.conditions);
                read(rule.actions);
            }
            if (!route.scriptFile.isEmpty())
                route.script = content(route.scriptFile, "script").value_or(QByteArray());
        }
        for (Rule &reply : scenario.replies)
            read(reply.actions);
        resolve(scenario.listen.certificateFile, "certificate");
        resolve(scenario.listen.keyFile, "key");
    }

private:
    void read(std::vector<Action> &actions)
    {
        for (Action &action : actions) {
            if (action.kind == Action::Kind::SendFile) {
                action.bytes = content(action.name, "sendFile").value_or(QByteArray());
                if (action.asText && !action.bytes.isValidUtf8())
                    fail(action.name, "sendFile",
                        Words::tr("expected UTF-8 in a file that is sent as text (“as”: “binary” sends any bytes), got "
                                  "other bytes"));
            }
            for (Branch &branch : action.branches)
                read(branch.actions);
        }
    }

    void read(std::vector<Condition> &conditions)
    {
        for (Condition &condition : conditions) {
            if (!condition.test.schemaFile.isEmpty())
                condition.test.schema = schema(condition.test.schemaFile);
            read(condition.inner);
        }
    }

    std::optional<JsonSchema> schema(const QString &name)
    {
        const auto text = content(name, "schema");
        if (!text)
            return std::nullopt;
        if (const auto broken = jsonError(*text)) {
            fail(name, "schema",
                QStringLiteral("%1:%2:%3: %4").arg(name).arg(broken->line).arg(broken->column).arg(broken->sentence));
            return std::nullopt;
        }
        const auto schema = JsonSchema::read(JsonSchema::parse(*text));
        if (schema)
            return *schema;
        const JsonSchema::Error &error = schema.error();
        fail(name, "schema",
            Words::tr("%1, %2: expected %3, got %4").arg(name, error.place(), error.expected, error.got));
        return std::nullopt;
    }

    /// The file's own path, or empty and an error.
    QString inFolder(const QString &name, const char *member)
    {
        const QFileInfo info(QDir(m_folder), name);
        const QString path = info.canonicalFilePath();
        if (QDir::isAbsolutePath(name) || name.split(u'/').contains(QStringLiteral("..")))
            fail(name, member, Words::tr("expected a file in the scenario's folder or below it, got “%1”").arg(name));
        else if (path.isEmpty() || !info.isFile())
            fail(name, member, Words::tr("expected a file in %1, got “%2”, which is not there").arg(m_folder, name));
        else if (!path.startsWith(m_folder + u'/'))
            fail(name, member,
                Words::tr("expected a file in the scenario's folder, got “%1”, a link that leads out of it").arg(name));
        else
            return path;
        return {};
    }

    void resolve(QString &name, const char *member)
    {
        if (!name.isEmpty())
            name = inFolder(name, member);
    }

    /// Nothing: it cannot be read, which is an error.
    std::optional<QByteArray> content(const QString &name, const char *member)
    {
        const QString path = inFolder(name, member);
        if (path.isEmpty())
            return std::nullopt;
        if (const auto known = m_contents.constFind(path); known != m_contents.cend())
            return *known;
        const auto bytes = readWhole(path);
        if (!bytes) {
            fail(name, member, QStringLiteral("%1: %2").arg(name, bytes.error()));
            return std::nullopt;
        }
        m_contents.insert(path, *bytes);
        return *bytes;
    }

    /// At every place that names it so.
    void fail(const QString &name, const char *member, const QString &sentence)
    {
        const QByteArray quotedMember = '"' + QByteArray(member) + '"';
        for (JsonIndex::Node node = 0; node < m_index.size(); ++node) {
            const bool here = m_index.isMember(node) && m_index.name(node) == quotedMember
                && QString::fromUtf8(unescapedJson(m_index.value(node))) == name;
            if (here)
                JsonNode(m_index, m_errors, node).failAs(sentence);
        }
    }

    QString m_folder;
    const JsonIndex &m_index;
    Errors &m_errors;
    QMap<QString, QByteArray> m_contents;
};

} // namespace

tl::expected<LoadedScenario, Errors> loadScenarioText(const QByteArray &text, const QString &folder)
{
    auto scenario = parseScenario(text);
    if (!scenario)
        return tl::unexpected(scenario.error());
    const JsonIndex index(text);
    Errors errors;
    FilesReader files(folder, index, errors);
    files.read(*scenario);
    if (!errors.isEmpty()) {
        std::ranges::stable_sort(errors, {}, &Error::offset);
        return tl::unexpected(errors);
    }
    return LoadedScenario{std::make_shared<const Scenario>(std::move(*scenario)), files.files()};
}

tl::expected<QByteArray, Errors> readScenarioText(const QString &file)
{
    return readWhole(file).map_error(fileError);
}

tl::expected<LoadedScenario, Errors> loadScenario(const QString &file)
{
    const auto text = readScenarioText(file);
    if (!text)
        return tl::unexpected(text.error());
    auto loaded = loadScenarioText(*text, QFileInfo(file).absolutePath());
    if (loaded)
        loaded->files.prepend(QFileInfo(file).absoluteFilePath());
    return loaded;
}

QString errorText(const Errors &errors, const QString &file)
{
    QStringList lines;
    for (const Error &error : errors)
        lines.append(error.text(file));
    return lines.join(u'\n');
}

} // namespace handglass::scenario

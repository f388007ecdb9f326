// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenariodocument.h"

#include "ui/common/background.h"

#include <QFileInfo>

namespace handglass {

namespace {

using namespace std::chrono_literals;

constexpr auto TypingRest = 150ms; ///< without a key before the text is checked

struct Checked {
    std::shared_ptr<const JsonIndex> tree;
    tl::expected<scenario::LoadedScenario, scenario::Errors> loaded;
};

bool isJson(const JsonIndex &tree)
{
    return !tree.error() && tree.size() > 0 && tree.childCount(JsonIndex::Document) == 1;
}

} // namespace

JsonPath operator/(JsonPath path, const char *member)
{
    path.steps.append({JsonStep::Kind::Member, member, 0});
    return path;
}

ScenarioDocument::ScenarioDocument(const scenario::ScenarioText &text, QObject *parent)
    : QObject(parent)
    , m_file(text.file)
    , m_text(text.text)
    , m_saved(text.text)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioDocument::check);
    m_timer.start(0);
}

QString ScenarioDocument::folder() const
{
    return m_file.isEmpty() ? QString() : QFileInfo(m_file).absolutePath();
}

void ScenarioDocument::setSaved(const QString &file, const QByteArray &text)
{
    const bool elsewhere = file != m_file;
    m_file = file;
    m_saved = text;
    Q_EMIT modifiedChanged();
    if (elsewhere)
        checkAgain();
}

void ScenarioDocument::setText(const QByteArray &text)
{
    if (text != m_text)
        takeText(text, TypingRest);
}

void ScenarioDocument::takeText(const QByteArray &text, std::chrono::milliseconds rest)
{
    const bool wasModified = isModified();
    m_text = text;
    m_tree.reset();
    ++m_serial;
    m_timer.start(rest);
    if (isModified() != wasModified)
        Q_EMIT modifiedChanged();
}

const JsonIndex *ScenarioDocument::tree()
{
    if (!m_tree)
        m_tree = std::make_shared<const JsonIndex>(m_text);
    return isJson(*m_tree) ? m_tree.get() : nullptr;
}

void ScenarioDocument::checkAgain()
{
    ++m_serial;
    m_timer.start(0);
}

void ScenarioDocument::check()
{
    const auto work = [text = m_text, folder = folder(), tree = m_tree] {
        return Checked{tree ? tree : std::make_shared<const JsonIndex>(text), scenario::loadScenarioText(text, folder)};
    };
    inBackground(work).then(this, [this, serial = m_serial](const Checked &result) {
        if (serial != m_serial)
            return; // a newer text is on its way
        m_checkedSerial = serial;
        m_tree = result.tree;
        m_errors = result.loaded ? scenario::Errors{} : result.loaded.error();
        if (result.loaded) {
            m_scenario = result.loaded->scenario;
            m_files = result.loaded->files;
        }
        Q_EMIT checked();
        if (result.loaded)
            Q_EMIT accepted(m_scenario);
    });
}

// ---- edits

void ScenarioDocument::apply(const TextEdit &edit)
{
    if (edit.removed == 0 && edit.inserted.isEmpty())
        return;
    takeText(applied(m_text, edit), 0ms);
    Q_EMIT edited(edit);
}

void ScenarioDocument::setValue(const JsonPath &path, const QByteArray &spelling)
{
    const JsonIndex *index = tree();
    if (index == nullptr)
        return;
    if (const auto node = jsonedit::find(*index, path)) {
        if (index->value(*node) != spelling)
            apply(jsonedit::replace(*index, *node, spelling));
        return;
    }
    if (path.steps.isEmpty() || path.steps.last().kind != JsonStep::Kind::Member)
        return;
    JsonPath parent = path;
    const JsonStep last = parent.steps.takeLast();
    const auto object = jsonedit::find(*index, parent);
    if (!object)
        return setValue(parent, "{ " + jsonedit::quoted(QString::fromUtf8(last.name)) + ": " + spelling + " }");
    if (index->kind(*object) == JsonIndex::Kind::Object)
        apply(jsonedit::insertMember(*index, *object, index->childCount(*object), last.name, spelling));
}

void ScenarioDocument::replaceMember(const JsonPath &path, const QByteArray &name, const QByteArray &spelling)
{
    const JsonIndex *index = tree();
    const auto node = index == nullptr ? std::nullopt : jsonedit::find(*index, path);
    if (node && index->isMember(*node))
        apply(jsonedit::replaceMember(*index, *node, name, spelling));
}

void ScenarioDocument::insert(const JsonPath &array, qint64 row, const QByteArray &spelling)
{
    const JsonIndex *index = tree();
    if (index == nullptr)
        return;
    const auto node = jsonedit::find(*index, array);
    if (!node)
        return setValue(array, "[\n  " + QByteArray(spelling).replace("\n", "\n  ") + "\n]");
    if (index->kind(*node) == JsonIndex::Kind::Array)
        apply(jsonedit::insertElement(*index, *node, row < 0 ? index->childCount(*node) : row, spelling));
}

void ScenarioDocument::remove(const JsonPath &path)
{
    const JsonIndex *index = tree();
    const auto node = index == nullptr ? std::nullopt : jsonedit::find(*index, path);
    if (node && !path.steps.isEmpty())
        apply(jsonedit::remove(*index, *node));
}

void ScenarioDocument::move(const JsonPath &array, qint64 from, qint64 to)
{
    const JsonIndex *index = tree();
    const auto node = index == nullptr ? std::nullopt : jsonedit::find(*index, array);
    if (!node || index->kind(*node) != JsonIndex::Kind::Array)
        return;
    const qint64 count = index->childCount(*node);
    if (from != to && from >= 0 && to >= 0 && from < count && to < count)
        apply(jsonedit::move(*index, *node, from, to));
}

void ScenarioDocument::duplicate(const JsonPath &element, const QString &name)
{
    const JsonIndex *index = tree();
    const auto node = index == nullptr ? std::nullopt : jsonedit::find(*index, element);
    if (node && !element.steps.isEmpty() && element.steps.last().kind == JsonStep::Kind::Element)
        apply(jsonedit::duplicate(*index, *node, name));
}

} // namespace handglass

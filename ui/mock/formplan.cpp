// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/formplan.h"

#include "app/mock/fault.h"
#include "ui/mock/faultfields.h"
#include "ui/mock/rulestext.h"
#include "ui/mock/scenariodocument.h"

#include <QCoreApplication>

namespace handglass::formplan {

namespace {

using formspec::Field;
using formspec::FieldType;
using formspec::Kind;
using formspec::Nested;
using Type = FormCell::Type;
using Node = JsonIndex::Node;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::FormPlan)
};

constexpr std::size_t MostLines = 200;        ///< of a form; what comes after them is edited as text
constexpr qsizetype LargestValue = 16 * 1024; ///< bytes that a field takes

JsonPath below(JsonPath path, const char *members)
{
    const QList<QByteArray> names = QByteArray(members).split('.');
    for (const QByteArray &name : names)
        path = std::move(path) / name.constData();
    return path;
}

QString firstOf(const char *members)
{
    return QString::fromLatin1(members).section(u'.', 0, 0);
}

bool isLong(FieldType type)
{
    return type == FieldType::LongText || type == FieldType::LongJson || type == FieldType::Lines
        || type == FieldType::Headers || type == FieldType::Variables;
}

class Planner
{
public:
    explicit Planner(const JsonIndex &tree)
        : m_tree(tree)
    {
    }
    FormPlan take() { return std::move(m_lines); }

    void planRule(const JsonPath &path)
    {
        const auto rule = object(path);
        if (!rule)
            return;
        const QString on = rulestext::member(m_tree, *rule, "on");
        labelled(path, formspec::rule().first(1), true);
        FormLine &when = line(formspec::text("When"));
        when.cells.push_back(fieldCell(path, formspec::rule()[1], true));
        QStringList known{QStringLiteral("name"), QStringLiteral("on"), QStringLiteral("enabled"),
            QStringLiteral("when"), QStringLiteral("do")};
        if (on == u"timer")
            known += inlined(path, formspec::timer());
        else if (on == u"silence")
            known += inlined(path, formspec::silence());
        conditions(path / "when", 0, Words::tr("and"));
        const std::size_t first = m_lines.size();
        actions(path / "do", 0);
        m_lines[first].begins = true;
        unknown(path, known);
    }

    void planCheck(const JsonPath &path)
    {
        if (!object(path))
            return;
        const Kind *kind = formspec::kindOf(formspec::checks(), membersOf(path));
        static constexpr Field Name{"name", QT_TRANSLATE_NOOP("handglass::FormSpec", "Name"), FieldType::Text,
            QT_TRANSLATE_NOOP("handglass::FormSpec", "as the log calls it")};
        labelled(path, {&Name, 1}, true);
        QStringList known{QStringLiteral("name"), QStringLiteral("enabled"), QStringLiteral("refuse")};
        if (kind != nullptr) {
            line(formspec::text(kind->label));
            known += kindFields(path, *kind);
        }
        m_lines.push_back({Words::tr("If it does not hold"), 0, true, true, {}});
        labelled(path, formspec::refusal(), true);
        unknown(path, known);
    }

    void planSubprotocols(const JsonPath &path)
    {
        labelled(path, formspec::subprotocols(), true);
        m_lines.push_back({Words::tr("If none of them is offered"), 0, true, true, {}});
        labelled(path, formspec::refusal(), true);
        if (object(path))
            unknown(path, firsts(formspec::subprotocols()) << QStringLiteral("refuse"));
    }

    void planRoute(const JsonPath &path)
    {
        if (!object(path))
            return;
        labelled(path, formspec::route(), true);
        unknown(path,
            firsts(formspec::route()) << QStringLiteral("handshake") << QStringLiteral("rules")
                                      << QStringLiteral("faults"));
        m_lines.push_back({Words::tr("Answer to the handshake"), 0, true, true, {}});
        labelled(path, formspec::answer(), true);
        m_lines.push_back({Words::tr("Wrong on purpose, for each client"), 0, true, true, {}});
        faults(path / "faults");
    }

    void planReply(const JsonPath &path)
    {
        if (!object(path))
            return;
        labelled(path, formspec::rule().first(1), false);
        actions(path / "do", 0);
        unknown(path, {QStringLiteral("name"), QStringLiteral("do")});
    }

    void planScenario()
    {
        if (!object({}))
            return;
        labelled({}, formspec::scenario(), true);
        m_lines.push_back({Words::tr("Where it listens"), 0, true, true, {}});
        labelled({}, formspec::listen(), true);
        const JsonPath listen = JsonPath() / "listen";
        unknown(listen, {QStringLiteral("port"), QStringLiteral("host"), QStringLiteral("tls")});
        unknown(listen / "tls", {QStringLiteral("certificate"), QStringLiteral("key")});
        unknown({},
            firsts(formspec::scenario()) << QStringLiteral("scenario") << QStringLiteral("$schema")
                                         << QStringLiteral("listen") << QStringLiteral("routes")
                                         << QStringLiteral("replies"));
    }

private:
    std::optional<Node> object(const JsonPath &path) const
    {
        const auto node = jsonedit::find(m_tree, path);
        return node && m_tree.kind(*node) == JsonIndex::Kind::Object ? node : std::nullopt;
    }

    QStringList membersOf(const JsonPath &path) const
    {
        return rulestext::memberNames(m_tree, jsonedit::find(m_tree, path));
    }

    static QStringList firsts(std::span<const Field> fields)
    {
        QStringList names;
        for (const Field &field : fields)
            names.append(firstOf(field.member));
        return names;
    }

    FormLine &line(const QString &label, int level = 0)
    {
        return m_lines.emplace_back(FormLine{label, level, false, false, {}});
    }

    static FormCell fieldCell(const JsonPath &path, const Field &field, bool removable)
    {
        FormCell cell{Type::Field, below(path, field.member), &field, formspec::text(field.label), removable};
        cell.wide = isLong(field.type) || field.type == FieldType::Text || field.type == FieldType::Json;
        return cell;
    }

    /// With its name before it.
    static FormCell namedCell(const JsonPath &path, const Field &field)
    {
        FormCell cell = fieldCell(path, field, true);
        cell.named = true;
        cell.wide = false;
        return cell;
    }

    /// Each on a line of its own with its label.
    void labelled(const JsonPath &path, std::span<const Field> fields, bool removable)
    {
        for (const Field &field : fields) {
            const bool isSwitch = field.type == FieldType::Switch || field.type == FieldType::OffSwitch;
            const bool needed = qstrcmp(field.member, "path") == 0 || qstrcmp(field.member, "speak") == 0;
            if (isLarge(path, field)) {
                asText(below(path, field.member), 0,
                    Words::tr("“%1” is too large for a field.").arg(firstOf(field.member)));
                continue;
            }
            line(isSwitch ? QString() : formspec::text(field.label))
                .cells.push_back(fieldCell(path, field, removable && !needed));
        }
    }

    /// On the last line, as far as there is room.
    QStringList inlined(const JsonPath &path, std::span<const Field> fields)
    {
        for (const Field &field : fields) {
            m_lines.back().cells.push_back(namedCell(path, field));
        }
        return firsts(fields);
    }

    /// The short ones on the last line, the long ones below it. Returns what members it knows.
    QStringList kindFields(const JsonPath &path, const Kind &kind)
    {
        const int level = m_lines.back().level;
        const auto at = m_lines.size() - 1;
        QStringList known = firsts(kind.fields);
        known.append(QLatin1String(kind.member));
        for (const Field &field : kind.fields) {
            const bool removable = qstrcmp(field.member, kind.member) != 0;
            if (isLarge(path, field))
                asText(below(path, field.member), level,
                    Words::tr("“%1” is too large for a field.").arg(firstOf(field.member)));
            else if (!isLong(field.type)) {
                const bool isOneOf = kind.fields.size() > 1 && removable;
                m_lines[at].cells.push_back(isOneOf ? namedCell(path, field) : fieldCell(path, field, removable));
            } else {
                line({}, level).cells.push_back(fieldCell(path, field, removable));
            }
        }
        if (kind.tested)
            known += test(path, at);
        return known;
    }

    QStringList test(const JsonPath &path, std::size_t at)
    {
        m_lines[at].cells.push_back({Type::TestKind, path, nullptr, Words::tr("Test")});
        const Kind *kind = formspec::kindOf(formspec::tests(), membersOf(path));
        QStringList known;
        if (kind == nullptr)
            return known;
        known.append(QLatin1String(kind->member));
        const Field &field = kind->fields.front();
        if (field.type == FieldType::Existence)
            return known; // said by the test itself
        if (isLarge(path, field))
            asText(below(path, field.member), m_lines[at].level,
                Words::tr("“%1” is too large for a field.").arg(firstOf(field.member)));
        else if (isLong(field.type))
            line({}, m_lines[at].level).cells.push_back(fieldCell(path, field, false));
        else
            m_lines[at].cells.push_back(fieldCell(path, field, false));
        for (const Field &ignored : formspec::ignoring()) {
            if (!membersOf(path).contains(QLatin1String(ignored.member)))
                continue;
            known.append(QLatin1String(ignored.member));
            line(formspec::text(ignored.label), m_lines[at].level).cells.push_back(fieldCell(path, ignored, true));
        }
        return known;
    }

    // ---- lists

    std::size_t count(const JsonPath &array) const
    {
        return rulestext::elements(m_tree, jsonedit::find(m_tree, array)).size();
    }

    void conditions(const JsonPath &array, int level, const QString &between)
    {
        const std::size_t all = count(array);
        for (std::size_t i = 0; i < all && !isFull(array, i, all, level); ++i)
            condition(array / i, level, i == 0 ? QString() : between, true);
        line({}, level).cells.push_back(
            {Type::AddCondition, array, nullptr, all == 0 ? Words::tr("Add condition") : between});
    }

    void condition(const JsonPath &path, int level, const QString &label, bool removable)
    {
        line(label, level).cells.push_back({Type::ConditionKind, path, nullptr, Words::tr("Condition")});
        const Kind *kind = object(path) ? formspec::kindOf(formspec::conditions(), membersOf(path)) : nullptr;
        if (kind == nullptr)
            return asText(path, level, Words::tr("No condition (an object) stands here."));
        const auto at = m_lines.size() - 1;
        const QStringList known = kindFields(path, *kind);
        if (removable)
            m_lines[at].cells.push_back({Type::Remove, path, nullptr, Words::tr("Remove this condition")});
        if (kind->nested == Nested::Conditions)
            conditions(path / kind->member, level + 1, Words::tr("or"));
        else if (kind->nested == Nested::Condition)
            condition(path / kind->member, level + 1, {}, false);
        unknown(path, known, level);
    }

    void actions(const JsonPath &array, int level)
    {
        const std::size_t all = count(array);
        for (std::size_t i = 0; i < all && !isFull(array, i, all, level); ++i)
            action(array / i, level, level == 0 ? Words::tr("Do %1").arg(i + 1) : QString::number(i + 1));
        line(level == 0 && all == 0 ? Words::tr("Do") : QString(), level)
            .cells.push_back({Type::AddAction, array, nullptr, Words::tr("Add action")});
    }

    void action(const JsonPath &path, int level, const QString &label)
    {
        line(label, level).cells.push_back({Type::ActionKind, path, nullptr, Words::tr("Action")});
        const Kind *kind = object(path) ? formspec::kindOf(formspec::actions(), membersOf(path)) : nullptr;
        const auto at = m_lines.size() - 1;
        if (kind == nullptr) {
            m_lines[at].cells.push_back({Type::Remove, path, nullptr, Words::tr("Remove this action")});
            return asText(path, level, Words::tr("No action of a known kind stands here."));
        }
        QStringList known = kindFields(path, *kind);
        known << QStringLiteral("delay") << QStringLiteral("jitter");
        std::vector<FormCell> &cells = m_lines[at].cells;
        cells.push_back({Type::Delay, path, nullptr, Words::tr("after")});
        if (path.steps.last().index > 0)
            cells.push_back({Type::MoveUp, path, nullptr, Words::tr("Move this action up")});
        cells.push_back({Type::Duplicate, path, nullptr, Words::tr("Duplicate this action (Alt+Shift+Down)")});
        cells.push_back({Type::Remove, path, nullptr, Words::tr("Remove this action")});
        if (kind->targeted) {
            known << QStringLiteral("to");
            line({}, level).cells.push_back({Type::Target, path, nullptr, Words::tr("to")});
        }
        known += nestedOf(path, *kind, level);
        unknown(path, known, level);
    }

    QStringList nestedOf(const JsonPath &path, const Kind &kind, int level)
    {
        switch (kind.nested) {
        case Nested::Actions:
            actions(path / "do", level + 1);
            return {QStringLiteral("do")};
        case Nested::Branches:
        case Nested::WeightedBranches:
            branches(path / kind.member, level, kind.nested == Nested::WeightedBranches);
            return {};
        case Nested::Fault:
            fault(path / kind.member, level, false);
            return {};
        default:
            return {};
        }
    }

    void branches(const JsonPath &array, int level, bool weighted)
    {
        static constexpr Field Weight{
            "weight", QT_TRANSLATE_NOOP("handglass::FormSpec", "weight"), FieldType::Number, "1"};
        const std::size_t all = count(array);
        for (std::size_t i = 0; i < all && !isFull(array, i, all, level); ++i) {
            const JsonPath path = array / i;
            FormLine &head = line(QString(), level + 1);
            head.begins = i > 0;
            head.cells.push_back({Type::Label, {}, nullptr, Words::tr("%1 of %2").arg(i + 1).arg(all)});
            if (weighted)
                head.cells.push_back(namedCell(path, Weight));
            head.cells.push_back({Type::Remove, path, nullptr, Words::tr("Remove this branch")});
            // A weighted branch may be an object with “do”.
            actions(object(path) ? path / "do" : path, level + 2);
        }
        FormCell add{Type::AddBranch, array, nullptr, Words::tr("Add branch")};
        add.weighted = weighted;
        line({}, level + 1).cells.push_back(add);
    }

    void faults(const JsonPath &array)
    {
        const std::size_t all = count(array);
        for (std::size_t i = 0; i < all && !isFull(array, i, all, 0); ++i)
            fault(array / i, 0, true);
        line({}).cells.push_back({Type::AddFault, array, nullptr, Words::tr("Add fault")});
    }

    void fault(const JsonPath &path, int level, bool removable)
    {
        FormLine &head = line({}, level);
        head.cells.push_back({Type::FaultKind, path, nullptr, Words::tr("Fault")});
        const auto at = m_lines.size() - 1;
        const QString name = QString::fromUtf8(unescapedJson(valueAt(m_tree, path / "name")));
        const auto fields = faultFields(name);
        for (const Field &field : fields) {
            if (isLong(field.type)) {
                line(formspec::text(field.label), level).cells.push_back(fieldCell(path, field, true));
            } else {
                m_lines[at].cells.push_back(namedCell(path, field));
            }
        }
        if (removable)
            m_lines[at].cells.push_back({Type::Remove, path, nullptr, Words::tr("Remove this fault")});
        if (object(path))
            unknown(path, firsts(fields) << QStringLiteral("name"), level);
    }

    // ---- what is not shown

    bool isLarge(const JsonPath &path, const Field &field) const
    {
        const auto node = jsonedit::find(m_tree, below(path, field.member));
        return node && m_tree.value(*node).size() > LargestValue;
    }

    /// Then it says so.
    bool isFull(const JsonPath &array, std::size_t from, std::size_t all, int level)
    {
        if (m_lines.size() < MostLines)
            return false;
        asText(array / from, level, Words::tr("%1 more are not shown here.").arg(all - from));
        return true;
    }

    void unknown(const JsonPath &path, const QStringList &known, int level = 0)
    {
        for (const QString &name : membersOf(path)) {
            if (!known.contains(name))
                asText(path / name.toUtf8().constData(), level, Words::tr("“%1” is not shown here.").arg(name));
        }
    }

    void asText(const JsonPath &path, int level, const QString &why)
    {
        FormLine &note = line({}, level);
        note.cells.push_back({Type::Label, {}, nullptr, why});
        note.cells.push_back({Type::AsText, path, nullptr, Words::tr("Edit as text")});
    }

    const JsonIndex &m_tree;
    FormPlan m_lines;
};

} // namespace

FormPlan plan(const JsonIndex &tree, Part part, const JsonPath &path)
{
    Planner planner(tree);
    switch (part) {
    case Part::Rule:
        planner.planRule(path);
        break;
    case Part::Check:
        planner.planCheck(path);
        break;
    case Part::Subprotocols:
        planner.planSubprotocols(path);
        break;
    case Part::Route:
        planner.planRoute(path);
        break;
    case Part::Reply:
        planner.planReply(path);
        break;
    case Part::Scenario:
        planner.planScenario();
        break;
    case Part::Nothing:
        break;
    }
    return planner.take();
}

QByteArray longSpelling(QByteArrayView name, QByteArrayView spelling)
{
    const QByteArray value = spelling.toByteArray();
    if (value.startsWith('{'))
        return value;
    const bool isNumber = !value.isEmpty() && (value.front() == '-' || (value.front() >= '0' && value.front() <= '9'));
    if (value.startsWith('"'))
        return "{ \"name\": " + value + " }"; // a fault
    if (value.startsWith('['))
        return "{ \"do\": " + value + " }"; // a branch
    if (name == "close" && isNumber)
        return "{ \"code\": " + value + " }";
    if (name == "length" && isNumber)
        return "{ \"least\": " + value + ", \"most\": " + value + " }";
    return QByteArrayLiteral("{}"); // true
}

QByteArray valueAt(const JsonIndex &tree, const JsonPath &path)
{
    if (const auto node = jsonedit::find(tree, path))
        return tree.value(*node).toByteArray();
    if (path.steps.isEmpty() || path.steps.last().kind != JsonStep::Kind::Member)
        return {};
    JsonPath parent = path;
    const JsonStep last = parent.steps.takeLast();
    const auto short_ = jsonedit::find(tree, parent);
    if (!short_ || tree.kind(*short_) == JsonIndex::Kind::Object)
        return {};
    const QByteArray name = parent.steps.isEmpty() ? QByteArray() : parent.steps.last().name;
    const JsonIndex spelled(longSpelling(name, tree.value(*short_)));
    const auto node = jsonedit::member(spelled, 0, last.name);
    return node ? spelled.value(*node).toByteArray() : QByteArray();
}

} // namespace handglass::formplan

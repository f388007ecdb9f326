// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/formchooser.h"

#include "app/mock/fault.h"
#include "ui/common/theme.h"
#include "ui/mock/rulestext.h"
#include "ui/mock/scenariodocument.h"
#include "ui/mock/targetfield.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

namespace handglass::formchooser {

namespace {

using formspec::Kind;
using Type = FormCell::Type;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::FormChooser)
};

const QString NotExists = QStringLiteral("!exists");

QStringList membersOf(const JsonIndex &tree, const JsonPath &path)
{
    return rulestext::memberNames(tree, jsonedit::find(tree, path));
}

std::span<const Kind> kindsOf(Type type)
{
    switch (type) {
    case Type::ConditionKind:
        return formspec::conditions();
    case Type::TestKind:
        return formspec::tests();
    default:
        return formspec::actions();
    }
}

QByteArray member(const char *name, const QByteArray &spelling)
{
    return '"' + QByteArray(name) + "\": " + spelling;
}

// ---- what choosing does

/// A condition is short: it is spelled anew, with the test that it had.
void chooseCondition(ScenarioDocument &document, const JsonPath &path, const Kind &kind)
{
    const JsonIndex &tree = *document.tree();
    QByteArrayList parts;
    if (*kind.member != '\0')
        parts.append(member(kind.member, kind.initial));
    if (kind.tested) {
        const Kind *test = formspec::kindOf(formspec::tests(), membersOf(tree, path));
        if (test != nullptr)
            parts.append(member(test->member, formplan::valueAt(tree, path / test->member)));
        else
            parts.append(member("equals", "\"\""));
    }
    document.setValue(path, "{ " + parts.join(", ") + " }");
}

void chooseTest(ScenarioDocument &document, const JsonPath &path, const QString &choice)
{
    const Kind *kind = formspec::kindOf(formspec::tests(), {choice == NotExists ? QStringLiteral("exists") : choice});
    const Kind *old = formspec::kindOf(formspec::tests(), membersOf(*document.tree(), path));
    QByteArray spelling = choice == NotExists ? QByteArrayLiteral("false") : QByteArray(kind->initial);
    if (old == nullptr)
        return document.setValue(path / kind->member, spelling);
    if (old->fields.front().type == kind->fields.front().type && choice != NotExists && old != kind)
        spelling = formplan::valueAt(*document.tree(), path / old->member);
    document.replaceMember(path / old->member, kind->member, spelling);
}

/// What it is told beside its kind goes on to hold if it can.
void chooseAction(ScenarioDocument &document, const JsonPath &path, const Kind &kind)
{
    const JsonIndex &tree = *document.tree();
    QByteArrayList parts{member(kind.member, kind.initial)};
    if (kind.nested == formspec::Nested::Actions)
        parts.append(member("do", "[]"));
    QList<const char *> kept{"delay", "jitter"};
    if (kind.targeted)
        kept.prepend("to");
    for (const char *name : kept) {
        const QByteArray value = formplan::valueAt(tree, path / name);
        if (!value.isEmpty())
            parts.append(member(name, value));
    }
    document.setValue(path, "{ " + parts.join(", ") + " }");
}

void chooseFault(ScenarioDocument &document, const JsonPath &path, const QString &name)
{
    const bool isStatus = name == QLatin1String(scenario::formOf(scenario::FaultKind::Status).name);
    document.setValue(
        path, isStatus ? QByteArrayLiteral("{ \"name\": \"status\", \"status\": 503 }") : jsonedit::quoted(name));
}

void choose(ScenarioDocument &document, const FormCell &cell, const QString &choice)
{
    if (document.tree() == nullptr)
        return;
    if (cell.type == Type::TestKind)
        return chooseTest(document, cell.path, choice);
    if (cell.type == Type::FaultKind)
        return chooseFault(document, cell.path, choice);
    for (const Kind &kind : kindsOf(cell.type)) {
        if (choice != QLatin1String(kind.member))
            continue;
        if (cell.type == Type::ConditionKind)
            chooseCondition(document, cell.path, kind);
        else
            chooseAction(document, cell.path, kind);
        return;
    }
}

// ---- the controls

void fillTests(QComboBox &box)
{
    for (const Kind &kind : formspec::tests()) {
        box.addItem(formspec::text(kind.label), QLatin1String(kind.member));
        if (qstrcmp(kind.member, "exists") == 0)
            box.addItem(Words::tr("does not exist"), NotExists);
    }
}

void fillFaults(QComboBox &box, bool framesOnly)
{
    for (const scenario::FaultForm &form : scenario::faultForms()) {
        if (!framesOnly || !form.handshake)
            box.addItem(QLatin1String(form.name), QLatin1String(form.name));
    }
}

QComboBox *makeBox(ScenarioDocument &document, const FormCell &cell, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    if (cell.type == Type::TestKind)
        fillTests(*box);
    else if (cell.type == Type::FaultKind)
        fillFaults(*box, cell.path.steps.last().kind == JsonStep::Kind::Member);
    else
        for (const Kind &kind : kindsOf(cell.type))
            box->addItem(formspec::text(kind.label), QLatin1String(kind.member));
    box->setMaxVisibleItems(box->count());
    int widest = 0;
    for (int row = 0; row < box->count(); ++row)
        widest = qMax(widest, box->fontMetrics().horizontalAdvance(box->itemText(row)));
    box->setFixedWidth(widest + 40);
    QObject::connect(box, &QComboBox::activated, &document,
        [box, cell, &document](int row) { choose(document, cell, box->itemData(row).toString()); });
    return box;
}

// ---- delay and jitter in one field: "20ms ± 5ms"

void setDelay(ScenarioDocument &document, const JsonPath &action, const QString &text)
{
    const ScenarioDocument::Step step(document);
    QString delay = text.section(u'±', 0, 0).trimmed();
    const QString jitter = text.section(u'±', 1).trimmed();
    // "20 ± 5 ms" says the unit once.
    const bool isBare = !delay.isEmpty() && delay.back().isDigit();
    if (isBare && !jitter.isEmpty()) {
        qsizetype unit = jitter.size();
        while (unit > 0 && jitter.at(unit - 1).isLetter())
            --unit;
        delay += jitter.mid(unit);
    }
    for (const auto &[name, value] : {std::pair("delay", delay), std::pair("jitter", jitter)}) {
        if (value.isEmpty())
            document.remove(action / name);
        else
            document.setValue(action / name, jsonedit::quoted(value));
    }
}

QString delayText(const JsonIndex &tree, const JsonPath &action)
{
    const auto text = [&](const char *name) {
        return QString::fromUtf8(unescapedJson(formplan::valueAt(tree, action / name)));
    };
    const QString jitter = text("jitter");
    return jitter.isEmpty() ? text("delay") : text("delay") + QStringLiteral(" ± ") + jitter;
}

QLineEdit *makeDelay(Theme &theme, ScenarioDocument &document, const FormCell &cell, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setFont(theme.mono());
    line->setPlaceholderText(Words::tr("at once"));
    line->setFixedWidth(line->fontMetrics().horizontalAdvance(QStringLiteral("20ms ± 10ms")) + 20);
    QObject::connect(line, &QLineEdit::textEdited, &document,
        [&document, path = cell.path](const QString &text) { setDelay(document, path, text); });
    return line;
}

void loadBox(QComboBox &box, const JsonIndex &tree, const FormCell &cell)
{
    QString choice;
    if (cell.type == Type::FaultKind) {
        choice = QString::fromUtf8(unescapedJson(formplan::valueAt(tree, cell.path / "name")));
    } else if (cell.type == Type::TestKind) {
        const Kind *kind = formspec::kindOf(formspec::tests(), membersOf(tree, cell.path));
        choice = kind == nullptr ? QStringLiteral("exists") : QLatin1String(kind->member);
        if (choice == u"exists" && formplan::valueAt(tree, cell.path / "exists") == "false")
            choice = NotExists;
    } else {
        const Kind *kind = formspec::kindOf(kindsOf(cell.type), membersOf(tree, cell.path));
        choice = kind == nullptr ? QString() : QLatin1String(kind->member);
    }
    const int row = box.findData(choice);
    box.setCurrentIndex(row);
}

} // namespace

QWidget *make(Theme &theme, ScenarioDocument &document, const FormCell &cell, QWidget *parent)
{
    QWidget *made = nullptr;
    if (cell.type == Type::Delay)
        made = makeDelay(theme, document, cell, parent);
    else if (cell.type == Type::Target)
        made = new TargetField(document, cell.path, parent);
    else
        made = makeBox(document, cell, parent);
    const QString name = cell.type == Type::Delay ? Words::tr("Delay and jitter, such as 20ms ± 5ms") : cell.text;
    made->setAccessibleName(name);
    made->setToolTip(name);
    return made;
}

void load(QWidget *chooser, const JsonIndex &tree, const FormCell &cell)
{
    if (auto *box = qobject_cast<QComboBox *>(chooser)) {
        loadBox(*box, tree, cell);
    } else if (auto *target = qobject_cast<TargetField *>(chooser)) {
        target->load(formplan::valueAt(tree, cell.path / "to"));
    } else if (auto *line = qobject_cast<QLineEdit *>(chooser)) {
        if (!line->hasFocus() && line->text() != delayText(tree, cell.path))
            line->setText(delayText(tree, cell.path));
    }
}

void setField(ScenarioDocument &document, const FormCell &cell, const QByteArray &spelling)
{
    const JsonIndex *tree = document.tree();
    if (tree == nullptr)
        return;
    JsonPath parent = cell.path;
    const QByteArray name = parent.steps.takeLast().name;
    const auto node = jsonedit::find(*tree, parent);
    const bool isShort = node && tree->kind(*node) != JsonIndex::Kind::Object;
    if (spelling.isEmpty() && cell.field->member == QByteArrayView("listen.tls.certificate") && node && !isShort)
        return document.setValue(parent, "true"); // the program's own
    const bool isEvent = cell.field->member == QByteArrayView("on");
    if (!isShort && !isEvent) { // one step of undo with what is typed next
        if (spelling.isEmpty())
            document.remove(cell.path);
        else
            document.setValue(cell.path, spelling);
        return;
    }
    const ScenarioDocument::Step step(document);
    if (isShort) {
        const QByteArray member = parent.steps.isEmpty() ? QByteArray() : parent.steps.last().name;
        document.setValue(parent, formplan::longSpelling(member, tree->value(*node)));
    }
    if (spelling.isEmpty())
        document.remove(cell.path);
    else
        document.setValue(cell.path, spelling);
    if (!isEvent)
        return;
    const bool isTimer = spelling == "\"timer\"";
    const bool isSilence = spelling == "\"silence\"";
    for (const char *time : {"every", "after", "scope"})
        document.remove(parent / time);
    if (isTimer)
        document.setValue(parent / "every", "\"1s\"");
    if (isSilence)
        document.setValue(parent / "after", "\"30s\"");
}

void press(ScenarioDocument &document, const FormCell &cell)
{
    JsonPath array = cell.path;
    switch (cell.type) {
    case Type::Remove:
        return document.remove(cell.path);
    case Type::MoveUp: {
        const qint64 row = array.steps.takeLast().index;
        return document.move(array, row, row - 1);
    }
    case Type::Duplicate:
        return document.duplicate(cell.path);
    case Type::AddCondition:
        return document.insert(cell.path, -1, "{ \"equals\": \"\" }");
    case Type::AddAction:
        return document.insert(cell.path, -1, "{ \"send\": \"\" }");
    case Type::AddBranch:
        return document.insert(cell.path, -1, cell.weighted ? "{ \"weight\": 1, \"do\": [] }" : "[]");
    case Type::AddFault:
        return document.insert(cell.path, -1, "\"wrongAccept\"");
    default:
        return;
    }
}

} // namespace handglass::formchooser

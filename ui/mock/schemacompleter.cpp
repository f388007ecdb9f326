// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/schemacompleter.h"

#include "ui/common/payloadeditor.h"
#include "ui/mock/schemacompletion.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QKeyEvent>

namespace handglass {

namespace {

constexpr int MostRows = 9;
constexpr int Sorted = 1; ///< SC_ORDER_PERFORMSORT

/// As it stands in the list.
QString plain(const QString &word)
{
    return word.startsWith(u'"') ? word.sliced(1, word.size() - 2) : word;
}

/// Where the list would stand: Scintilla asks for its screen, and takes it that there is one.
bool isOnScreen(const PayloadEditor &editor, qsizetype caret)
{
    const QPoint place(int(editor.SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, long(caret))),
        int(editor.SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, long(caret))));
    return QGuiApplication::screenAt(editor.mapToGlobal(place)) != nullptr
        && QGuiApplication::screenAt(editor.viewport()->mapToGlobal(place)) != nullptr;
}

} // namespace

SchemaCompleter::SchemaCompleter(PayloadEditor &editor, const QJsonObject &schema)
    : QObject(&editor)
    , m_editor(editor)
    , m_schema(schema)
{
    editor.SendScintilla(QsciScintilla::SCI_AUTOCSETSEPARATOR, '\n');
    editor.SendScintilla(QsciScintilla::SCI_AUTOCSETIGNORECASE, 1L);
    editor.SendScintilla(QsciScintilla::SCI_AUTOCSETORDER, Sorted);
    editor.SendScintilla(QsciScintilla::SCI_AUTOCSETMAXHEIGHT, MostRows);
    editor.installEventFilter(this);
    connect(&editor, &QsciScintilla::SCN_CHARADDED, this, [this](int character) {
        if (character == '"' || QChar(character).isLetterOrNumber())
            propose(false);
    });
    connect(&editor, qOverload<const char *, int>(&QsciScintilla::SCN_AUTOCSELECTION), this,
        [this](const char *word, int) { take(QString::fromUtf8(word)); });
}

void SchemaCompleter::propose(bool asked)
{
    const QByteArray text = m_editor.bytes();
    const qsizetype caret = m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const schemacompletion::Proposal proposal = schemacompletion::at(m_schema, text, caret);
    QByteArray typed = text.sliced(proposal.from, caret - proposal.from);
    if (typed.startsWith('"'))
        typed.remove(0, 1);
    QByteArrayList words;
    for (const QString &word : proposal.words) {
        const QByteArray shown = plain(word).toUtf8();
        if (shown.size() >= typed.size() && typed.compare(shown.first(typed.size()), Qt::CaseInsensitive) == 0)
            words.append(shown);
    }
    const bool isWhole = words.size() == 1 && words.first() == typed;
    if (words.isEmpty() || (isWhole && !asked) || !isOnScreen(m_editor, caret))
        m_editor.cancelList();
    else
        m_editor.SendScintilla(
            QsciScintilla::SCI_AUTOCSHOW, static_cast<unsigned long>(typed.size()), words.join('\n').constData());
}

/// With its quotes; a name with its colon.
void SchemaCompleter::take(const QString &word)
{
    m_editor.cancelList();
    const QByteArray text = m_editor.bytes();
    const qsizetype caret = m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const schemacompletion::Proposal proposal = schemacompletion::at(m_schema, text, caret);
    for (const QString &each : proposal.words) {
        if (plain(each) != word)
            continue;
        QByteArray spelling = each.toUtf8();
        if (proposal.isName && !text.sliced(proposal.to).trimmed().startsWith(':'))
            spelling += ": ";
        m_editor.replaceBytes(proposal.from, proposal.to - proposal.from, spelling);
        const qsizetype behind = proposal.from + spelling.size();
        return m_editor.selectBytes(behind, behind);
    }
}

bool SchemaCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto &key = static_cast<const QKeyEvent &>(*event);
    const bool asks = key.key() == Qt::Key_Space && key.modifiers() == Qt::ControlModifier;
    const bool isPlain = key.modifiers() == Qt::NoModifier;
    const bool takes = isPlain && m_editor.isListActive() && key.key() == Qt::Key_Tab;
    const bool leaves = isPlain && m_editor.isListActive() && key.key() == Qt::Key_Escape;
    if (!asks && !takes && !leaves)
        return QObject::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (asks)
        propose(true);
    else if (takes)
        m_editor.SendScintilla(QsciScintilla::SCI_AUTOCCOMPLETE);
    else
        m_editor.cancelList();
    return true;
}

QJsonObject scenarioSchema()
{
    QFile file(QStringLiteral(":/scenario.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/payloadeditor.h"

#include "ui/common/payloadlexer.h"
#include "ui/common/theme.h"

#include <QKeyEvent>

namespace handglass {

namespace {

// Margins. (QsciScintilla::NumberMargin is a type of margin.)
constexpr int NumbersAt = 0;
constexpr int MarksAt = 1;
constexpr int ErrorMarker = 1;
constexpr int LineMarker = 2;
constexpr int SentenceStyle = 41; ///< of annotations; no lexer's
constexpr int ErrorIndicator = 1;
constexpr int HitIndicator = 2;
constexpr int MarkWidth = 16;
constexpr int TextPadding = 10;

bool isEditingKey(int key)
{
    if (key == 0)
        return true;
    const int plain = key & ~(Qt::ControlModifier | Qt::ShiftModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool letterOrDigit = plain > Qt::Key_Space && plain <= Qt::Key_AsciiTilde;
    const bool control = (key & Qt::ControlModifier) != 0;
    if ((key & Qt::AltModifier) != 0 || plain == Qt::Key_Escape)
        return false;
    if (!control || !letterOrDigit)
        return plain != Qt::Key_Return || !control;
    static const QList<int> kept = {Qt::Key_A, Qt::Key_C, Qt::Key_V, Qt::Key_X, Qt::Key_Y, Qt::Key_Z};
    return kept.contains(plain);
}

/// Keys that the editor's surroundings act on, and that Scintilla would swallow.
bool isOfSurroundings(const QEvent &event)
{
    if (event.type() != QEvent::KeyPress && event.type() != QEvent::ShortcutOverride)
        return false;
    const auto &key = static_cast<const QKeyEvent &>(event);
    return key.key() == Qt::Key_Escape || key.key() == Qt::Key_F3 || key.matches(QKeySequence::Find);
}

} // namespace

PayloadEditor::PayloadEditor(Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(4);
    setAutoIndent(true);
    setCaretWidth(1);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1);
    SendScintilla(SCI_SETENDATLASTLINE, 1);
    setMarginType(MarksAt, SymbolMargin);
    setMarginWidth(MarksAt, 0);
    setMarginMarkerMask(MarksAt, 1 << ErrorMarker);
    setMarginWidth(2, 0);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, TextPadding);
    indicatorDefine(SquiggleIndicator, ErrorIndicator);
    indicatorDefine(FullBoxIndicator, HitIndicator);
    setIndicatorDrawUnder(true, HitIndicator);
    SendScintilla(SCI_INDICSETALPHA, static_cast<unsigned long>(HitIndicator), 255L);
    SendScintilla(SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(HitIndicator), 255L);
    clearForeignKeys();
    connect(&theme, &Theme::changed, this, &PayloadEditor::applyTheme);
    connect(this, &QsciScintilla::linesChanged, this, &PayloadEditor::updateNumberMargin);
    applyTheme();
}

PayloadEditor::~PayloadEditor()
{
    setLexer(nullptr);
}

void PayloadEditor::setLanguage(Language language)
{
    if (language == m_language)
        return;
    m_language = language;
    applyTheme();
}

void PayloadEditor::setLineNumbersVisible(bool visible)
{
    m_lineNumbers = visible;
    updateNumberMargin();
}

void PayloadEditor::setBytes(QByteArrayView utf8)
{
    clearError();
    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_SETREADONLY, readOnly ? 1UL : 0UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    appendBytes(utf8);
    SendScintilla(SCI_GOTOPOS, 0UL);
}

void PayloadEditor::appendBytes(QByteArrayView utf8)
{
    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(utf8.size()), utf8.data());
    SendScintilla(SCI_SETUNDOCOLLECTION, 1);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    SendScintilla(SCI_SETREADONLY, readOnly ? 1UL : 0UL);
}

QByteArray PayloadEditor::bytes() const
{
    const long length = SendScintilla(SCI_GETLENGTH);
    const auto *text = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return text != nullptr ? QByteArray(text, length) : QByteArray();
}

void PayloadEditor::showError(int line, int column)
{
    clearError();
    const int last = std::max(0, lines() - 1);
    const int row = std::clamp(line - 1, 0, last);
    const long start = SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(row));
    const long end = SendScintilla(SCI_GETLINEENDPOSITION, static_cast<unsigned long>(row));
    long at = SendScintilla(SCI_POSITIONRELATIVE, static_cast<unsigned long>(start), std::max(0, column - 1));
    at = std::clamp(at, start, std::max(start, end - 1));
    const long after = SendScintilla(SCI_POSITIONAFTER, static_cast<unsigned long>(at));
    SendScintilla(SCI_SETINDICATORCURRENT, ErrorIndicator);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(at), std::max(1L, after - at));
    markerAdd(row, ErrorMarker);
    setMarginWidth(MarksAt, MarkWidth);
}

void PayloadEditor::clearError()
{
    SendScintilla(SCI_SETINDICATORCURRENT, ErrorIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    markerDeleteAll(ErrorMarker);
    setMarginWidth(MarksAt, 0);
    clearAnnotations();
}

void PayloadEditor::addSentence(int line, const QString &sentence)
{
    annotate(std::clamp(line - 1, 0, std::max(0, lines() - 1)), sentence, SentenceStyle);
    setAnnotationDisplay(AnnotationStandard);
}

void PayloadEditor::replaceBytes(qint64 at, qint64 removed, const QByteArray &bytes)
{
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(at), static_cast<long>(at + removed));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
}

void PayloadEditor::markLines(int from, int to)
{
    markerDeleteAll(LineMarker);
    for (int line = from; from >= 0 && line <= to; ++line)
        markerAdd(line, LineMarker);
}

int PayloadEditor::lineOf(qint64 byte) const
{
    return static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(byte)));
}

void PayloadEditor::mark(qint64 from, qint64 to)
{
    SendScintilla(SCI_SETINDICATORCURRENT, HitIndicator);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(from), static_cast<long>(to - from));
}

void PayloadEditor::clearMarks()
{
    SendScintilla(SCI_SETINDICATORCURRENT, HitIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
}

void PayloadEditor::selectBytes(qint64 from, qint64 to)
{
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(from), static_cast<long>(to));
    SendScintilla(SCI_SCROLLRANGE, static_cast<unsigned long>(from), static_cast<long>(to));
}

qint64 PayloadEditor::selectionStart() const
{
    return SendScintilla(SCI_GETSELECTIONSTART);
}

bool PayloadEditor::event(QEvent *event)
{
    if (isOfSurroundings(*event)) {
        event->ignore();
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier)
            return focusNextPrevChild(true);
        if (key->key() == Qt::Key_Backtab)
            return focusNextPrevChild(false);
    }
    return QsciScintilla::event(event);
}

void PayloadEditor::focusInEvent(QFocusEvent *event)
{
    QsciScintilla::focusInEvent(event);
    setCaretLineVisible(true);
}

void PayloadEditor::focusOutEvent(QFocusEvent *event)
{
    QsciScintilla::focusOutEvent(event);
    setCaretLineVisible(false);
}

void PayloadEditor::applyTheme()
{
    setLexer(nullptr);
    delete m_lexer;
    m_lexer = nullptr;
    setFont(scintillaFont(m_theme));
    applyColours();
    if (m_language == Language::Json) {
        m_lexer = new PayloadLexer(m_theme, this);
        setLexer(m_lexer);
        applyColours();
    }
    updateNumberMargin();
}

void PayloadEditor::applyColours()
{
    const Colours &colours = m_theme.colours();
    if (m_lexer == nullptr) {
        setColor(colours.text);
        setPaper(colours.base);
    }
    setMarginsFont(scintillaFont(m_theme));
    setMarginsForegroundColor(colours.text3);
    setMarginsBackgroundColor(colours.base);
    setCaretForegroundColor(colours.text);
    setCaretLineBackgroundColor(colours.sunken);
    setSelectionBackgroundColor(colours.sel);
    resetSelectionForegroundColor();
    setIndicatorForegroundColor(colours.fail, ErrorIndicator);
    setIndicatorForegroundColor(colours.warnBg, HitIndicator);
    setIndicatorOutlineColor(colours.warn, HitIndicator);
    markerDefine(Background, LineMarker);
    setMarkerBackgroundColor(colours.sel, LineMarker);
    SendScintilla(SCI_STYLESETFORE, static_cast<unsigned long>(SentenceStyle), colours.fail);
    SendScintilla(SCI_STYLESETBACK, static_cast<unsigned long>(SentenceStyle), colours.failBg);
    const QByteArray family = m_theme.font(TypeStep::Table).family().toUtf8();
    SendScintilla(SCI_STYLESETFONT, static_cast<unsigned long>(SentenceStyle), family.constData());
    markerDefine(m_theme.icon(QStringLiteral("fail"), colours.fail).pixmap(12, 12), ErrorMarker);
}

void PayloadEditor::updateNumberMargin()
{
    if (!m_lineNumbers) {
        setMarginWidth(NumbersAt, 0);
        return;
    }
    setMarginLineNumbers(NumbersAt, true);
    const int digits = static_cast<int>(QString::number(std::max(1, lines())).size());
    setMarginWidth(NumbersAt, QString(digits + 2, QLatin1Char('0')));
}

void PayloadEditor::clearForeignKeys()
{
    const QList<QsciCommand *> commands = standardCommands()->commands();
    for (QsciCommand *command : commands) {
        if (!isEditingKey(command->key()))
            command->setKey(0);
        if (!isEditingKey(command->alternateKey()))
            command->setAlternateKey(0);
    }
}

} // namespace handglass

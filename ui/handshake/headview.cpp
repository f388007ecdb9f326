// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/headview.h"

#include "ui/common/glossaryterm.h"
#include "ui/common/payloadlexer.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <Qsci/qscistyle.h>

namespace handglass {

namespace {

enum Style : char {
    ValueStyle = 0,
    TwinStyle,
    NameStyle,
    EscapeStyle,
    HiddenStyle,
    FailStyle,
    NumberStyle,
    SelectedNumberStyle,
    PartnerNumberStyle
};
enum Marker { SelectedMarker = 1, PartnerMarker, EdgeMarker };
constexpr int EdgeMargin = 0;
constexpr int NumberMargin = 1;
constexpr int HiddenIndicator = 8;
constexpr int EdgeWidth = 2;
constexpr int LineSpace = 1; ///< px above and below a line

/// A header's name; of a start line the method or the status.
QString termOf(const HeadLine &line)
{
    if (line.nameLength > 0)
        return line.text.left(line.nameLength);
    const QString first = line.text.section(u' ', 0, 0);
    return first.startsWith(QStringLiteral("HTTP/")) ? line.text.section(u' ', 1, 1) : first;
}

} // namespace

HeadView::HeadView(Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
{
    setUp();
    applyTheme();
    connect(&theme, &Theme::changed, this, &HeadView::applyTheme);
    connect(this, &QsciScintilla::indicatorReleased, this, &HeadView::hiddenClicked);
}

void HeadView::setUp()
{
    setUtf8(true);
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setWrapMode(WrapWord);
    SendScintilla(SCI_SETLEXER, SCLEX_CONTAINER);
    SendScintilla(SCI_SETWRAPINDENTMODE, SC_WRAPINDENT_FIXED);
    SendScintilla(SCI_SETWRAPSTARTINDENT, 2);
    SendScintilla(SCI_SETHSCROLLBAR, 0UL);
    SendScintilla(SCI_SETEXTRAASCENT, LineSpace);
    SendScintilla(SCI_SETEXTRADESCENT, LineSpace);
    SendScintilla(SCI_SETCARETSTYLE, CARETSTYLE_INVISIBLE);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 8);
    setMarginType(EdgeMargin, SymbolMargin);
    setMarginWidth(EdgeMargin, EdgeWidth);
    setMarginMarkerMask(EdgeMargin, 1 << EdgeMarker);
    setMarginType(NumberMargin, TextMarginRightJustified);
    setMarginMarkerMask(NumberMargin, 0);
    setMarginWidth(2, 0);
    markerDefine(Background, SelectedMarker);
    markerDefine(Background, PartnerMarker);
    markerDefine(FullRectangle, EdgeMarker);
    indicatorDefine(StraightBoxIndicator, HiddenIndicator);
    setIndicatorDrawUnder(true, HiddenIndicator);
}

void HeadView::setLines(const QList<HeadLine> &lines, bool failed)
{
    m_lines = lines;
    m_failed = failed;
    m_selected = 0;
    m_partner = 0;
    QStringList texts;
    for (const HeadLine &line : lines)
        texts.append(line.text);
    const QByteArray utf8 = texts.join(QLatin1Char('\n')).toUtf8();
    setReadOnly(false);
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(utf8.size()), utf8.constData());
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setReadOnly(true);
    for (int line = 0; line < m_lines.size(); ++line)
        styleLine(line);
    updateMarks();
    updateGeometry();
}

void HeadView::setSelectedLine(int line)
{
    m_selected = line <= lineCount() ? line : 0;
    moveCaret(m_selected);
    updateMarks();
}

void HeadView::setPartnerLine(int line)
{
    m_partner = line <= lineCount() ? line : 0;
    moveCaret(m_partner);
    updateMarks();
}

void HeadView::addContextActions(const QList<QAction *> &actions)
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copySelected = new QAction(tr("Copy"), this);
    auto *all = new QAction(tr("Select all"), this);
    auto *line = new QAction(this);
    line->setSeparator(true);
    connect(copySelected, &QAction::triggered, this, &QsciScintilla::copy);
    connect(all, &QAction::triggered, this, [this] { selectAll(); });
    addActions({copySelected, all, line});
    addActions(actions);
}

QSize HeadView::sizeHint() const
{
    const int lineHeight = textHeight(0);
    return {360, (std::clamp(lineCount(), 4, 14) + 1) * lineHeight};
}

void HeadView::mousePressEvent(QMouseEvent *event)
{
    QsciScintilla::mousePressEvent(event);
    report(caretLine());
}

void HeadView::keyPressEvent(QKeyEvent *event)
{
    const int before = caretLine();
    QsciScintilla::keyPressEvent(event);
    if (caretLine() != before)
        report(caretLine());
}

void HeadView::focusInEvent(QFocusEvent *event)
{
    QsciScintilla::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_selected == 0)
        report(m_partner > 0 ? m_partner : 1);
}

void HeadView::applyTheme()
{
    defineStyles();
    const Colours &colours = m_theme.colours();
    setMarkerBackgroundColor(colours.sel, SelectedMarker);
    setMarkerBackgroundColor(colours.sunken, PartnerMarker);
    setMarkerBackgroundColor(colours.accent, EdgeMarker);
    setMarkerForegroundColor(colours.accent, EdgeMarker);
    setMarginBackgroundColor(EdgeMargin, colours.base);
    setMarginsBackgroundColor(colours.base);
    setFoldMarginColors(colours.base, colours.base);
    setSelectionBackgroundColor(colours.selInactive);
    resetSelectionForegroundColor();
    QColor clear = colours.edge;
    clear.setAlpha(0);
    setIndicatorForegroundColor(clear, HiddenIndicator);
    setIndicatorOutlineColor(colours.edge, HiddenIndicator);
    setMarginWidth(NumberMargin, QStringLiteral(" 000"));
    updateMarks();
}

void HeadView::defineStyles()
{
    const Colours &colours = m_theme.colours();
    const QFont font = scintillaFont(m_theme);
    QFont medium = font;
    medium.setWeight(QFont::Medium);
    const auto define = [this](int style, const QColor &colour, const QColor &paper, const QFont &with) {
        QsciStyle(style, QString(), colour, paper, with).apply(this);
    };
    define(STYLE_DEFAULT, colours.text2, colours.base, font);
    define(ValueStyle, colours.text2, colours.base, font);
    define(TwinStyle, colours.text2, colours.base, font);
    define(NameStyle, colours.text, colours.base, medium);
    define(EscapeStyle, colours.warn, colours.base, font);
    define(HiddenStyle, colours.text2, colours.base, font);
    define(FailStyle, colours.fail, colours.base, medium);
    define(NumberStyle, colours.text3, colours.base, font);
    define(SelectedNumberStyle, colours.text2, colours.sel, font);
    define(PartnerNumberStyle, colours.text2, colours.sunken, font);
}

/// A font may join "==" or "//" into one sign; characters of different styles are never joined.
void HeadView::breakLigatures(const QString &text, QByteArray &styles)
{
    const auto joins = [&text](qsizetype at) { return !text.at(at).isLetterOrNumber() && !text.at(at).isSpace(); };
    bool twin = false;
    for (qsizetype at = 1; at < text.size(); ++at) {
        twin = joins(at) && joins(at - 1) && !twin;
        if (twin && !text.at(at).isSurrogate())
            styles[at] = TwinStyle;
    }
}

void HeadView::styleLine(int line)
{
    const HeadLine &shown = m_lines.at(line);
    const bool startLine = line == 0;
    QByteArray styles(shown.text.size(), startLine ? (m_failed ? FailStyle : NameStyle) : ValueStyle);
    const auto fill = [&styles](const TextSpan &span, char style) {
        std::fill_n(styles.begin() + span.start, span.length, style);
    };
    if (!startLine)
        breakLigatures(shown.text, styles);
    fill({0, shown.nameLength}, NameStyle);
    for (const TextSpan &span : shown.escapes)
        fill(span, EscapeStyle);
    fill(shown.hidden, HiddenStyle);
    setStyles(line, styles);
    if (shown.hidden.length > 0) {
        const auto from = static_cast<int>(shown.hidden.start);
        fillIndicatorRange(line, from, line, static_cast<int>(from + shown.hidden.length), HiddenIndicator);
    }
}

/// styles: one for each UTF-16 unit of the line; Scintilla wants one for each byte of UTF-8.
void HeadView::setStyles(int line, const QByteArray &styles)
{
    const QString &text = m_lines.at(line).text;
    QByteArray bytes;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t unit = text.at(at).unicode();
        const int count = unit < 0x80 ? 1 : unit < 0x800 || QChar::isSurrogate(unit) ? 2 : 3;
        bytes.append(count, styles.at(at));
    }
    const long start = SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
    SendScintilla(SCI_STARTSTYLING, static_cast<unsigned long>(start), 0L);
    SendScintilla(SCI_SETSTYLINGEX, static_cast<unsigned long>(bytes.size()), bytes.constData());
}

void HeadView::updateMarks()
{
    markerDeleteAll();
    if (m_selected > 0)
        markerAdd(m_selected - 1, SelectedMarker);
    if (m_partner > 0 && m_partner != m_selected) {
        markerAdd(m_partner - 1, PartnerMarker);
        markerAdd(m_partner - 1, EdgeMarker);
    }
    updateNumbers();
    setGlossaryTerm(this, m_selected > 0 ? termOf(m_lines.at(m_selected - 1)) : QString());
}

void HeadView::updateNumbers()
{
    clearMarginText();
    for (int line = 1; line <= lineCount(); ++line) {
        const int style = line == m_selected ? SelectedNumberStyle
            : line == m_partner              ? PartnerNumberStyle
                                             : NumberStyle;
        setMarginText(line - 1, QString::number(line), style);
    }
}

int HeadView::caretLine() const
{
    const auto position = static_cast<unsigned long>(SendScintilla(SCI_GETCURRENTPOS));
    return static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, position)) + 1;
}

void HeadView::moveCaret(int line)
{
    if (line > 0)
        setCursorPosition(line - 1, 0);
}

void HeadView::report(int line)
{
    if (line > lineCount() || line == m_selected)
        return;
    m_selected = line;
    m_partner = 0;
    updateMarks();
    Q_EMIT lineSelected(m_selected);
}

} // namespace handglass

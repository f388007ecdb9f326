// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composefield.h"

#include "ui/common/format.h"
#include "ui/common/payloadeditor.h"
#include "ui/common/stylepaint.h"
#include "ui/compose/payloadfile.h"

#include <QApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype JudgedAtOnce = 64 << 10; ///< bytes; longer texts are judged when typing pauses
constexpr int JudgePauseMs = 200;
constexpr int MostLines = 8;
constexpr int Padding = 3;

} // namespace

ComposeField::ComposeField(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new PayloadEditor(theme))
    , m_file(new TextLabel(theme))
    , m_choose(new QPushButton(tr("Choose…")))
    , m_status(new TextLabel(theme, TypeStep::Small, Ink::Text3))
    , m_pages(new QStackedLayout)
{
    m_editor->setObjectName(QStringLiteral("composeEditor"));
    m_editor->setAccessibleName(tr("Message"));
    m_editor->setLineNumbersVisible(false);
    m_editor->setWrapMode(QsciScintilla::WrapWord);
    m_editor->setAcceptDrops(false);
    m_editor->installEventFilter(this);
    m_status->setObjectName(QStringLiteral("composeStatus"));
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_status->setElided(Qt::ElideRight);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(6, Padding, 8, Padding);
    all->setSpacing(0);
    all->addLayout(m_pages, 1); // before its pages: the first one is shown at once, and would be a window
    m_pages->addWidget(m_editor);
    m_pages->addWidget(makeFilePage());
    all->addWidget(m_status);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_judge.setSingleShot(true);
    m_judge.setInterval(JudgePauseMs);
    connect(&m_judge, &QTimer::timeout, this, &ComposeField::judge);
    connect(m_editor, &QsciScintilla::textChanged, this, &ComposeField::noticeEdit);
    connect(m_editor, &QsciScintilla::linesChanged, this, &ComposeField::updateGeometry);
    connect(m_choose, &QPushButton::clicked, this, &ComposeField::chooseFile);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
    setFormat(m_format);
}

void ComposeField::setFormat(ComposeFormat format)
{
    m_format = format;
    m_pages->setCurrentIndex(format == ComposeFormat::File ? 1 : 0);
    m_editor->setLanguage(
        format == ComposeFormat::Json ? PayloadEditor::Language::Json : PayloadEditor::Language::Plain);
    setFocusProxy(format == ComposeFormat::File ? static_cast<QWidget *>(m_choose) : m_editor);
    judge();
}

Composition ComposeField::composition() const
{
    return {m_format, m_format == ComposeFormat::File ? m_path.toUtf8() : m_editor->bytes()};
}

void ComposeField::setComposition(const Composition &composition)
{
    if (composition.format == ComposeFormat::File)
        m_path = QString::fromUtf8(composition.text);
    else
        m_editor->setBytes(composition.text);
    setFormat(composition.format);
    m_editor->SendScintilla(QsciScintilla::SCI_DOCUMENTEND);
}

void ComposeField::showError(const FormatError &error)
{
    showError(error.sentence);
    m_editor->showError(error.line, error.column);
    m_editor->setCursorPosition(error.line - 1, 0);
    const long start = m_editor->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const long place = m_editor->SendScintilla(
        QsciScintilla::SCI_POSITIONRELATIVE, static_cast<unsigned long>(start), static_cast<long>(error.column - 1));
    m_editor->SendScintilla(QsciScintilla::SCI_GOTOPOS,
        static_cast<unsigned long>(place > 0 || error.column == 1 ? place : m_editor->length()));
    m_editor->setFocus();
}

void ComposeField::showError(const QString &sentence)
{
    m_error = true;
    showStatus(sentence, Ink::Fail);
    update();
}

void ComposeField::showNotice(const QString &words)
{
    m_error = false;
    showStatus(words, Ink::Text2);
    update();
}

void ComposeField::selectAll()
{
    m_editor->selectAll();
}

void ComposeField::setCompact(bool compact)
{
    m_compact = compact;
    m_status->setVisible(!compact || m_error);
    updateGeometry();
}

QSize ComposeField::sizeHint() const
{
    const int lines = m_compact || m_format == ComposeFormat::File ? 1 : std::clamp(m_editor->lines(), 2, MostLines);
    const int status = m_status->isHidden() ? 0 : m_status->sizeHint().height();
    return {400, std::max(26, lines * lineHeight() + status + 2 * Padding)};
}

QSize ComposeField::minimumSizeHint() const
{
    const int status = m_status->isHidden() ? 0 : m_status->sizeHint().height();
    return {160, std::max(26, lineHeight() + status + 2 * Padding)};
}

void ComposeField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyle::State state = isEnabled() ? QStyle::State_Enabled : QStyle::State_None;
    if (m_editor->hasFocus())
        state |= QStyle::State_HasFocus;
    paint::input(&painter, rect(), state, m_theme.colours(), m_error);
}

bool ComposeField::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(object, event);
}

QWidget *ComposeField::makeFilePage()
{
    auto *page = new QWidget;
    m_choose->setObjectName(QStringLiteral("chooseFile"));
    m_choose->setProperty("small", true);
    m_choose->setAccessibleName(tr("Choose a file to send"));
    m_file->setElided(Qt::ElideMiddle);
    m_file->setText(tr("Choose a file or drop it here."));
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(2, 0, 0, 0);
    row->addWidget(m_choose);
    row->addWidget(m_file, 1);
    return page;
}

void ComposeField::noticeEdit()
{
    if (m_editor->length() > JudgedAtOnce) {
        m_editor->clearError();
        showStatus(sizeText(m_editor->length()), Ink::Text3);
        m_judge.start();
    } else {
        judge();
    }
    Q_EMIT edited();
}

void ComposeField::judge()
{
    m_judge.stop();
    m_error = false;
    update();
    m_editor->clearError();
    if (m_format == ComposeFormat::File)
        return judgeFile();
    const QByteArray text = m_editor->bytes();
    const auto payload = composedPayload(m_format, text);
    if (payload) {
        const QString size = sizeText(payload->size());
        return showStatus(m_format == ComposeFormat::Json ? tr("valid JSON, %1").arg(size) : size, Ink::Text3);
    }
    if (text.isEmpty())
        return showStatus({}, Ink::Text3);
    m_editor->showError(payload.error().line, payload.error().column);
    showStatus(payload.error().sentence, Ink::Fail);
}

void ComposeField::judgeFile()
{
    m_file->setText(m_path.isEmpty() ? tr("Choose a file or drop it here.") : m_path);
    if (m_path.isEmpty())
        return showStatus({}, Ink::Text3);
    const auto facts = payloadFileFacts(m_path);
    showStatus(facts ? *facts : facts.error(), facts ? Ink::Text3 : Ink::Fail);
}

void ComposeField::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("File to send"));
    dialog->setObjectName(QStringLiteral("sendFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ComposeField::setFile);
    dialog->open();
}

void ComposeField::setFile(const QString &path)
{
    m_path = path;
    judge();
    Q_EMIT edited();
}

void ComposeField::showStatus(const QString &words, Ink ink)
{
    m_status->setInk(ink);
    m_status->setText(words);
    m_status->setVisible(!m_compact || ink == Ink::Fail);
    updateGeometry();
}

int ComposeField::lineHeight() const
{
    return m_editor->textHeight(0);
}

} // namespace handglass

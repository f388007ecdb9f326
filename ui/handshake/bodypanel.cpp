// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/bodypanel.h"

#include "app/decode/contentcoding.h"
#include "app/decode/json.h"
#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/headtext.h"
#include "ui/common/panelhead.h"
#include "ui/common/payloadeditor.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/handshake/bodytext.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qsizetype LargestShown = 256 << 10; ///< bytes of a body
constexpr qsizetype ShownAtOnce = 16 << 10;   ///< a longer body is made ready on a worker
constexpr qsizetype LargestWrapped = 64 << 10;
constexpr qsizetype LargestContent = 8 << 20; ///< bytes that codings may hide

/// Empty, or why it could not be written.
QString writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

QString bodyFacts(const ConnectionRecord &record, const HttpHead *head)
{
    QStringList facts{sizeText(record.bodySize)};
    const QByteArray type = head ? head->value("Content-Type") : QByteArray();
    if (!type.isEmpty())
        facts.append(visibleText(type));
    bool announced = false;
    const qint64 length = head ? head->value("Content-Length").toLongLong(&announced) : 0;
    if (record.bodySize > record.body.size())
        facts.append(BodyPanel::tr("first %1 of %2").arg(sizeText(record.body.size()), sizeText(record.bodySize)));
    else if (announced && length > record.bodySize)
        facts.append(BodyPanel::tr("cut off, %1 were announced").arg(sizeText(length)));
    else
        facts.append(BodyPanel::tr("complete"));
    return facts.join(QStringLiteral(", "));
}

/// "gzip decoded: 1.2 KiB from 400 B", and what was wrong with it.
QString codingText(const DecodedContent &decoded, qsizetype size)
{
    QStringList parts;
    if (!decoded.taken.isEmpty())
        parts.append(
            BodyPanel::tr("%1 decoded: %2 from %3; Raw and Hex show it as it came")
                .arg(decoded.taken.join(QStringLiteral(", ")), sizeText(decoded.content.size()), sizeText(size)));
    if (!decoded.error.isEmpty())
        parts.append(decoded.error);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

BodyPanel::BodyPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new PanelHead(theme, tr("Body")))
    , m_segments(new Segments(theme))
    , m_save(new QToolButton)
    , m_status(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_view(new PayloadEditor(theme))
{
    m_segments->setObjectName(QStringLiteral("bodySegments"));
    m_segments->addSegment(tr("Text"))->setObjectName(QStringLiteral("bodyText"));
    m_segments->addSegment(tr("Raw"))->setObjectName(QStringLiteral("bodyRaw"));
    m_segments->addSegment(tr("Hex"))->setObjectName(QStringLiteral("bodyHex"));
    m_save->setObjectName(QStringLiteral("saveBody"));
    m_save->setAutoRaise(true);
    m_save->setFocusPolicy(Qt::StrongFocus);
    m_save->setAccessibleName(tr("Save the body to a file"));
    m_save->setToolTip(tr("Save the body to a file"));
    m_status->setObjectName(QStringLiteral("bodyStatus"));
    m_status->setWordWrap(true);
    m_status->setContentsMargins(12, 4, 12, 4);
    m_view->setObjectName(QStringLiteral("body"));
    m_view->setAccessibleName(tr("Body of the response"));
    m_view->setReadOnly(true);
    m_head->addTrailing(m_segments);
    m_head->addTrailing(m_save);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_status);
    all->addWidget(m_view, 1);
    connect(m_segments, &Segments::currentChanged, this, &BodyPanel::showBody);
    connect(m_save, &QToolButton::clicked, this, &BodyPanel::chooseFile);
    connect(this, &BodyPanel::saved, this, &BodyPanel::showSaved);
    connect(&theme, &Theme::changed, this, &BodyPanel::applyTheme);
    applyTheme();
}

void BodyPanel::setRecord(const ConnectionRecord &record, const HandshakeHeads &heads)
{
    const HttpHead *head = heads.head(HeadSide::Response);
    m_body = {record.body, head ? bodyCodings(*head) : QList<QByteArray>(),
        head && head->hasToken("Transfer-Encoding", "chunked")};
    m_head->setFacts(bodyFacts(record, head));
    showBody();
}

void BodyPanel::saveTo(const QString &path)
{
    inBackground([path, bytes = m_body.bytes] {
        return writeFile(path, bytes);
    }).then(this, [this](const QString &error) { Q_EMIT saved(error); });
}

BodyPanel::Shown BodyPanel::shownBody(const Body &body, int segment)
{
    const QByteArrayView part = QByteArrayView(body.bytes).first(std::min(body.bytes.size(), LargestShown));
    const bool cut = body.bytes.size() > LargestShown;
    if (segment == HexSegment)
        return {hexDump(part), false, cut, {}};
    if (segment == RawSegment)
        return {visibleLines(part), false, cut, {}};
    const QByteArray bytes = body.chunked ? dechunked(body.bytes).value_or(body.bytes) : body.bytes;
    const DecodedContent decoded = decodeContent(bytes, body.codings, LargestContent);
    const QString coding = codingText(decoded, bytes.size());
    const QByteArray &content = decoded.content;
    if (content.size() <= LargestShown) {
        if (const std::optional<QByteArray> pretty = prettyJson(content))
            return {*pretty, true, false, coding};
    }
    const QByteArrayView first = QByteArrayView(content).first(std::min(content.size(), LargestShown));
    return {readableText(first), false, content.size() > LargestShown, coding};
}

void BodyPanel::showBody()
{
    const int segment = m_segments->currentIndex();
    if (m_body.bytes.size() <= ShownAtOnce && m_body.codings.isEmpty())
        return take(shownBody(m_body, segment), segment);
    inBackground([body = m_body, segment] {
        return shownBody(body, segment);
    }).then(this, [this, segment, job = ++m_job](const Shown &shown) {
        if (job == m_job)
            take(shown, segment);
    });
}

void BodyPanel::take(const Shown &shown, int segment)
{
    ++m_job;
    const bool large = shown.text.size() > LargestWrapped;
    m_view->setLineNumbersVisible(segment == TextSegment);
    m_view->setLanguage(shown.json ? PayloadEditor::Language::Json : PayloadEditor::Language::Plain);
    m_view->setWrapMode(large || segment == HexSegment ? QsciScintilla::WrapNone : QsciScintilla::WrapWord);
    m_view->setBytes(shown.text);
    QStringList notes;
    if (!shown.coding.isEmpty())
        notes.append(shown.coding);
    if (shown.cut)
        notes.append(tr("The first %1 are shown; a saved file holds all that came.").arg(sizeText(LargestShown)));
    m_status->setInk(Ink::Text2);
    m_status->setText(notes.join(QLatin1Char('\n')));
    m_status->setVisible(!notes.isEmpty());
}

void BodyPanel::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the body"));
    dialog->setObjectName(QStringLiteral("saveBodyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("body"));
    connect(dialog, &QFileDialog::fileSelected, this, &BodyPanel::saveTo);
    dialog->open();
}

void BodyPanel::showSaved(const QString &error)
{
    m_status->setInk(error.isEmpty() ? Ink::Text2 : Ink::Fail);
    m_status->setText(error.isEmpty() ? tr("Saved.") : tr("The body was not saved: %1").arg(error));
    m_status->show();
}

void BodyPanel::applyTheme()
{
    m_save->setIcon(m_theme.icon(QStringLiteral("save"), m_theme.colours().text2));
}

} // namespace handglass

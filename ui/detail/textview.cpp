// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textview.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/payloadeditor.h"
#include "ui/detail/longlines.h"
#include "ui/detail/messageparts.h"

#include <QLabel>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qint64 ReadAtOnce = 64 << 10; ///< bytes read on the GUI thread
constexpr qint64 ShownAtFirst = 1 << 20;
constexpr qsizetype MostMarked = 2'000;        ///< hits before and after the current one
constexpr qsizetype SliceBytes = 2 << 20;      ///< put into the editor at once
constexpr qsizetype MostHighlighted = 2 << 20; ///< above it JSON has no colours: the lexer would take seconds

} // namespace

TextView::TextView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new PayloadEditor(theme))
    , m_notice(new QLabel)
{
    setObjectName(QStringLiteral("textView"));
    m_editor->setReadOnly(true);
    m_editor->setAccessibleName(tr("Message text"));
    m_notice->setObjectName(QStringLiteral("textNotice"));
    m_notice->setContentsMargins(12, 4, 12, 4);
    m_notice->setTextFormat(Qt::RichText);
    m_notice->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_notice->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_editor, 1);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &TextView::fillSlice);
    connect(m_notice, &QLabel::linkActivated, this, &TextView::follow);
}

void TextView::setEntry(Capture *capture, const Entry &entry)
{
    ++m_job;
    m_pending.reset();
    m_capture = capture;
    m_id = entry.id;
    m_compressed = entry.hasContent();
    const bool alone = !entry.continuation() && (entry.row.bits & EntryFirst) == 0;
    if (alone && entry.contentLength <= ReadAtOnce) {
        m_loading = false;
        take(messageText(capture->reader(), entry.id, -1));
    } else {
        load(ShownAtFirst);
    }
}

void TextView::clear()
{
    ++m_job;
    m_capture.clear();
    m_pending.reset();
    m_id = 0;
    m_loading = false;
    take({});
}

void TextView::load(qint64 limit, qint64 from)
{
    if (!m_capture)
        return;
    m_loading = true;
    if (m_text.id != m_id) {
        m_text = {};
        m_editor->setBytes({});
    }
    updateNotice();
    const QString path = m_capture->path();
    inBackground([path, id = m_id, limit, from] {
        return messageText(path, id, limit, from);
    }).then(this, [this, job = ++m_job](const MessageText &text) {
        if (job != m_job)
            return;
        m_loading = false;
        take(text);
    });
}

void TextView::showAll()
{
    load(-1);
}

void TextView::follow(const QString &link)
{
    if (link == QLatin1String("start"))
        load(ShownAtFirst);
    else
        showAll();
}

void TextView::take(const MessageText &text)
{
    const bool window = text.id == m_text.id && text.isPartial() && m_text.isPartial();
    m_text = text;
    fill();
    updateNotice();
    if (!window)
        Q_EMIT sourceChanged();
    else if (m_pending)
        showHit(*std::exchange(m_pending, std::nullopt));
    Q_EMIT loaded();
}

void TextView::setPretty(bool pretty)
{
    if (pretty == m_pretty)
        return;
    m_pretty = pretty;
    fill();
    updateNotice();
    Q_EMIT sourceChanged();
}

void TextView::fill()
{
    m_cuts.clear();
    m_shown = hasLongLines(source()) ? breakLongLines(source(), &m_cuts) : source();
    const bool json = m_text.json && m_text.utf8Error.isEmpty() && m_shown.size() <= MostHighlighted;
    m_editor->setLanguage(json ? PayloadEditor::Language::Json : PayloadEditor::Language::Plain);
    m_editor->setBytes({});
    m_shownSoFar = 0;
    fillSlice();
    markHits();
}

/// A large text goes into the editor in slices, so that the window stays usable.
void TextView::fillSlice()
{
    const qsizetype count = std::min(SliceBytes, m_shown.size() - m_shownSoFar);
    m_editor->appendBytes(QByteArrayView(m_shown).sliced(m_shownSoFar, count));
    m_shownSoFar += count;
    const bool more = m_shownSoFar < m_shown.size();
    if (more == m_slice.isActive())
        return;
    if (more)
        m_slice.start();
    else
        m_slice.stop();
    updateNotice();
    markHits();
}

QString TextView::notice() const
{
    QStringList parts;
    if (!m_text.readError.isEmpty())
        parts.append(m_text.readError.toHtmlEscaped());
    if (m_loading || m_slice.isActive())
        parts.append(tr("Loading…"));
    else if (m_text.isPartial())
        parts.append(partNotice());
    if (!m_text.utf8Error.isEmpty())
        parts.append(tr("%1: see Hex").arg(m_text.utf8Error));
    if (!m_loading && m_text.id != 0 && m_text.total == 0)
        parts.append(m_compressed ? tr("The content is empty.") : tr("The payload is empty."));
    if (!m_cuts.isEmpty())
        parts.append(tr("lines over %1 characters are broken for display").arg(groupedNumber(LongestLine)));
    return parts.join(QStringLiteral(" · "));
}

QString TextView::partNotice() const
{
    const QString all = sizeText(m_text.total);
    if (m_text.from == 0)
        return tr("first %1 of %2 shown · <a href=\"all\">Show all</a>").arg(sizeText(m_text.raw.size()), all);
    return tr("%1 from byte %2 of %3 shown · <a href=\"start\">Show the beginning</a> · <a href=\"all\">Show all</a>")
        .arg(sizeText(m_text.raw.size()), groupedNumber(m_text.from), all);
}

void TextView::updateNotice()
{
    const QString text = notice();
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    m_notice->setFont(m_theme.font(TypeStep::Table));
}

std::function<QByteArray()> TextView::findSource() const
{
    if (!m_text.isPartial() || !m_capture)
        return [text = source()] { return text; };
    return [path = m_capture->path(), id = m_id] {
        const auto reader = CaptureReader::open(path);
        return reader ? MessageParts(**reader, id).read(0) : QByteArray();
    };
}

qint64 TextView::findFrom() const
{
    const qint64 at = m_editor->selectionStart();
    qsizetype cuts = 0;
    while (cuts < m_cuts.size() && m_cuts.at(cuts) + cuts < at)
        ++cuts;
    return m_text.from + at - cuts;
}

/// Where a byte of source() stands in the editor, behind the line breaks that were put in before it.
qint64 TextView::editorPosition(qint64 sourceByte) const
{
    const qint64 at = sourceByte - m_text.from;
    return at + (std::upper_bound(m_cuts.cbegin(), m_cuts.cend(), at) - m_cuts.cbegin());
}

bool TextView::showsAll(const ByteRange &hit) const
{
    return hit.offset >= m_text.from && hit.end() <= m_text.from + source().size();
}

void TextView::setHits(const ByteSearch & /*search*/, QList<ByteRange> &hits)
{
    m_hits = hits;
    markHits();
}

void TextView::markHits()
{
    m_editor->clearMarks();
    const auto current = std::lower_bound(
        m_hits.cbegin(), m_hits.cend(), findFrom(), [](const ByteRange &hit, qint64 at) { return hit.offset < at; });
    const auto first = current - std::min(MostMarked, current - m_hits.cbegin());
    const auto last = current + std::min(MostMarked, m_hits.cend() - current);
    for (auto hit = first; hit != last; ++hit) {
        if (showsAll(*hit))
            m_editor->mark(editorPosition(hit->offset), editorPosition(hit->end() - 1) + 1);
    }
}

void TextView::showHit(const ByteRange &hit)
{
    if (!showsAll(hit)) {
        m_pending = hit;
        return load(ShownAtFirst, std::max<qint64>(0, hit.offset - ShownAtFirst / 2));
    }
    while (m_slice.isActive() && m_shownSoFar < editorPosition(hit.end()))
        fillSlice();
    m_editor->selectBytes(editorPosition(hit.offset), editorPosition(hit.end() - 1) + 1);
    markHits();
}

void TextView::takeFocus()
{
    m_editor->setFocus(Qt::OtherFocusReason);
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textview.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/common/payloadeditor.h"
#include "ui/detail/longlines.h"

#include <QLabel>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qint64 ReadAtOnce = 64 << 10; ///< bytes read on the GUI thread
constexpr qint64 ShownAtFirst = 1 << 20;
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
    connect(m_notice, &QLabel::linkActivated, this, &TextView::showAll);
}

void TextView::setEntry(Capture *capture, const Entry &entry)
{
    ++m_job;
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
    m_id = 0;
    m_loading = false;
    take({});
}

void TextView::load(qint64 limit)
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
    inBackground([path, id = m_id, limit] {
        return messageText(path, id, limit);
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

void TextView::take(const MessageText &text)
{
    m_text = text;
    fill();
    updateNotice();
    Q_EMIT loaded();
}

void TextView::setPretty(bool pretty)
{
    if (pretty == m_pretty)
        return;
    m_pretty = pretty;
    fill();
    updateNotice();
}

void TextView::fill()
{
    m_shown = m_pretty && canBePretty() ? m_text.pretty : m_text.raw;
    m_brokenLines = hasLongLines(m_shown);
    if (m_brokenLines)
        m_shown = breakLongLines(m_shown);
    const bool json = m_text.json && m_text.utf8Error.isEmpty() && m_shown.size() <= MostHighlighted;
    m_editor->setLanguage(json ? PayloadEditor::Language::Json : PayloadEditor::Language::Plain);
    m_editor->setBytes({});
    m_shownSoFar = 0;
    fillSlice();
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
}

QString TextView::notice() const
{
    QStringList parts;
    if (!m_text.readError.isEmpty())
        parts.append(m_text.readError.toHtmlEscaped());
    if (m_loading || m_slice.isActive())
        parts.append(tr("Loading…"));
    else if (m_text.isPartial())
        parts.append(tr("first %1 of %2 shown · <a href=\"all\">Show all</a>")
                         .arg(sizeText(m_text.raw.size()), sizeText(m_text.total)));
    if (!m_text.utf8Error.isEmpty())
        parts.append(tr("%1: see Hex").arg(m_text.utf8Error));
    if (!m_loading && m_text.id != 0 && m_text.total == 0)
        parts.append(m_compressed ? tr("The content is empty.") : tr("The payload is empty."));
    if (m_brokenLines)
        parts.append(tr("lines over %1 characters are broken for display").arg(groupedNumber(LongestLine)));
    return parts.join(QStringLiteral(" · "));
}

void TextView::updateNotice()
{
    const QString text = notice();
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    m_notice->setFont(m_theme.font(TypeStep::Table));
}

} // namespace handglass

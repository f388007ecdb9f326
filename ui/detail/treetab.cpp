// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/treetab.h"

#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/detail/jsontreemodel.h"
#include "ui/detail/jsontreeview.h"
#include "ui/detail/messageparts.h"

#include <QLabel>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qint64 ReadAtOnce = 64 << 10; ///< bytes read on the GUI thread
constexpr qint64 MostRead = 512 << 20;

} // namespace

TreeTab::TreeTab(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new JsonTreeModel(this))
    , m_view(new JsonTreeView(theme, *m_model))
    , m_notice(new QLabel)
{
    setObjectName(QStringLiteral("treeTab"));
    m_notice->setObjectName(QStringLiteral("treeNotice"));
    m_notice->setContentsMargins(12, 4, 12, 4);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_view, 1);
    connect(m_view, &JsonTreeView::filterRequested, this, &TreeTab::filterRequested);
    connect(m_view, &JsonTreeView::expandedInPart, this, [this](bool inPart) {
        m_expandedInPart = inPart;
        updateNotice();
    });
    connect(&theme, &Theme::changed, this, &TreeTab::updateNotice);
    updateNotice();
}

/// Tells nobody: its panel is half gone by then.
TreeTab::~TreeTab()
{
    if (m_cancel)
        *m_cancel = true;
}

void TreeTab::clear()
{
    if (m_cancel)
        *m_cancel = true;
    m_cancel.reset();
    m_loading = false;
    take({});
}

TreeTab::Document TreeTab::read(const CaptureReader &reader, EntryId id, const std::atomic_bool *cancelled)
{
    const MessageParts parts(reader, id);
    const QByteArray text = parts.read(0, MostRead);
    return {std::make_shared<const JsonIndex>(text, JsonIndex::MostValues, cancelled), reader.error(), parts.size()};
}

void TreeTab::setEntry(Capture *capture, const Entry &entry)
{
    clear();
    const bool alone = !entry.continuation() && (entry.row.bits & EntryFirst) == 0;
    if (alone && entry.contentLength <= ReadAtOnce)
        return take(read(capture->reader(), entry.id, nullptr));
    m_loading = true;
    updateNotice();
    m_cancel = std::make_shared<std::atomic_bool>(false);
    inBackground([path = capture->path(), id = entry.id, cancel = m_cancel]() -> Document {
        const auto reader = CaptureReader::open(path);
        if (!reader)
            return {.readError = reader.error().sentence};
        return read(**reader, id, cancel.get());
    }).then(this, [this, cancel = m_cancel](const Document &document) {
        if (cancel != m_cancel)
            return;
        m_loading = false;
        take(document);
    });
}

void TreeTab::take(const Document &document)
{
    m_document = document;
    m_expandedInPart = false;
    m_model->setIndex(document.index);
    m_view->openTop();
    updateNotice();
    Q_EMIT loaded();
}

QString TreeTab::notice() const
{
    const JsonIndex &index = *m_document.index;
    QStringList parts;
    if (!m_document.readError.isEmpty())
        parts.append(m_document.readError);
    if (m_loading)
        parts.append(tr("Loading…"));
    else if (index.text().size() < m_document.total)
        parts.append(tr("the first %1 of %2 are shown").arg(sizeText(index.text().size()), sizeText(m_document.total)));
    else if (m_document.total == 0 && m_document.readError.isEmpty())
        parts.append(tr("The content is empty."));
    else if (index.error())
        parts.append(index.size() == 0 ? tr("No JSON: %1").arg(index.error()->sentence)
                                       : tr("%1; shown up to there").arg(index.error()->sentence));
    if (index.isCut())
        parts.append(tr("the first %1 values are shown; Text has all").arg(groupedNumber(index.size())));
    if (m_expandedInPart)
        parts.append(tr("opened to %1 rows; the others stay closed").arg(groupedNumber(JsonTreeView::MostOpened)));
    return parts.join(QStringLiteral(" · "));
}

void TreeTab::updateNotice()
{
    const QString text = notice();
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    m_notice->setFont(m_theme.font(TypeStep::Table));
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, m_document.index->error() ? m_theme.colours().fail : m_theme.colours().text2);
    m_notice->setPalette(ink);
}

std::function<QByteArray()> TreeTab::findSource() const
{
    return [text = m_document.index->text()] { return text; };
}

qint64 TreeTab::findFrom() const
{
    const auto node = m_model->nodeOf(m_view->currentIndex());
    return node ? m_document.index->valueStart(*node) : 0;
}

/// One hit is enough of each row.
void TreeTab::setHits(const ByteSearch &search, QList<ByteRange> &hits)
{
    const JsonIndex &index = *m_document.index;
    QList<ByteRange> kept;
    JsonIndex::Node last = JsonIndex::Document;
    for (const ByteRange &hit : std::as_const(hits)) {
        if (index.size() == 0)
            break;
        const JsonIndex::Node node = index.nodeAt(hit.offset);
        if (node != last)
            kept.append(hit);
        last = node;
    }
    hits = kept;
    m_view->setSearch(search);
}

void TreeTab::showHit(const ByteRange &hit)
{
    m_view->showNode(m_document.index->nodeAt(hit.offset));
}

void TreeTab::takeFocus()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace handglass

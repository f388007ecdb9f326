// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logclipboard.h"

#include "app/capture/capturereader.h"
#include "ui/common/format.h"
#include "ui/log/rowtext.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMimeData>

namespace handglass {

namespace {

constexpr qint64 MostBytes = 256LL << 20;
constexpr qsizetype IdsARead = 500;

struct Copy {
    Q_DECLARE_TR_FUNCTIONS(handglass::LogClipboard)
};

QString contentText(const CaptureReader &reader, const Entry &entry, CopyForm form, QByteArray &binary)
{
    if (entry.row.kind != EntryKind::Frame)
        return entry.text;
    const QByteArray content = reader.content(entry.id);
    const bool text = entry.opcode() == Opcode::Text || looksLikeText(content);
    if (form == CopyForm::Payload && text)
        return QString::fromUtf8(content);
    binary = content;
    return QString::fromLatin1(content.toHex(' '));
}

bool continues(const Entry &entry, const Entry &before)
{
    const EntryId message = entry.row.messageFirst;
    return entry.continuation() && message != 0 && (before.id == message || before.row.messageFirst == message);
}

qint64 cost(const Entry &entry, CopyForm form)
{
    return form == CopyForm::RowText ? 400 : form == CopyForm::Hex ? entry.contentLength * 3 : entry.contentLength;
}

} // namespace

ClipboardText clipboardText(const QString &capturePath, const HitStore &ids, CopyForm form)
{
    ClipboardText result;
    const auto reader = CaptureReader::open(capturePath);
    if (!reader) {
        result.error = reader.error().sentence;
        return result;
    }
    Entry before;
    qint64 bytes = 0;
    EntryId next = ids.next(1);
    while (next != 0) {
        QList<EntryId> few;
        for (; next != 0 && few.size() < IdsARead; next = ids.next(next + 1))
            few.append(next);
        const QList<Entry> entries = (*reader)->entries(few);
        for (const Entry &entry : entries) {
            bytes += cost(entry, form);
            if (bytes > MostBytes)
                return {{}, {}, Copy::tr("Nothing copied: the rows hold more than %1").arg(sizeText(MostBytes))};
            if (before.id != 0 && !(form == CopyForm::Payload && continues(entry, before)))
                result.text += u'\n';
            result.text += form == CopyForm::RowText ? rowAsText({entry, {}, false})
                                                     : contentText(**reader, entry, form, result.binary);
            before = entry;
        }
    }
    if (ids.count() != 1)
        result.binary.clear();
    return result;
}

void putIntoClipboard(const ClipboardText &text)
{
    auto *mime = new QMimeData;
    mime->setText(text.text);
    if (!text.binary.isEmpty())
        mime->setData(QStringLiteral("application/octet-stream"), text.binary);
    QGuiApplication::clipboard()->setMimeData(mime);
}

} // namespace handglass

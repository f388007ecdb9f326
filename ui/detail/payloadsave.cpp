// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payloadsave.h"

#include "app/decode/json.h"
#include "ui/common/background.h"
#include "ui/common/format.h"
#include "ui/detail/messageparts.h"
#include "ui/log/rowtext.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qint64 BlockBytes = 1 << 20;
constexpr int ProgressAfterMs = 500;
constexpr int PollMs = 100;

QString suffixOf(const Entry &entry)
{
    if (!looksLikeText(entry.head))
        return QStringLiteral("bin");
    return looksLikeJson(entry.head) ? QStringLiteral("json") : QStringLiteral("txt");
}

} // namespace

PayloadSave::PayloadSave(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_action(new QAction(tr("Save pa&yload as…"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_action->setObjectName(QStringLiteral("savePayload"));
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S));
    connect(m_action, &QAction::triggered, this, &PayloadSave::ask);
    connect(&m_poll, &QTimer::timeout, this, &PayloadSave::showProgress);
    updateAction();
    hide();
}

PayloadSave::~PayloadSave()
{
    cancel();
}

void PayloadSave::setEntry(Capture *capture, const Entry &entry)
{
    m_capture = capture;
    m_id = capture != nullptr && entry.row.kind == EntryKind::Frame ? entry.id : 0;
    m_suffix = suffixOf(entry);
    updateAction();
}

void PayloadSave::updateAction()
{
    const bool can = m_id != 0 && !m_running;
    m_action->setEnabled(can);
    m_action->setToolTip(can ? tr("Save the whole message's bytes, decompressed")
            : m_running      ? tr("A payload is being saved")
                             : tr("Select a message first"));
}

void PayloadSave::ask()
{
    const QString name = QStringLiteral("message-%1.%2").arg(m_id).arg(m_suffix);
    auto *dialog = new QFileDialog(window(), tr("Save payload"), QDir::home().filePath(name));
    dialog->setObjectName(QStringLiteral("savePayloadDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &PayloadSave::saveTo);
    dialog->open();
}

QString PayloadSave::write(const QString &capture, EntryId id, const QString &path, State &state)
{
    const auto reader = CaptureReader::open(capture);
    if (!reader)
        return reader.error().sentence;
    const MessageParts parts(**reader, id);
    state.total = parts.size();
    QSaveFile file(path);
    const auto failed = [&path](
                            const QString &why) { return tr("The payload was not saved to %1: %2").arg(path, why); };
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    while (state.done < state.total && !state.cancel) {
        const QByteArray block = parts.read(state.done, BlockBytes);
        if (block.isEmpty())
            return failed((*reader)->error().isEmpty() ? tr("the capture ends before it") : (*reader)->error());
        if (file.write(block) != block.size())
            return failed(file.errorString());
        state.done += block.size();
    }
    if (state.cancel) {
        file.cancelWriting();
        return tr("Cancelled; %1 is as it was.").arg(path);
    }
    return file.commit() ? QString() : failed(file.errorString());
}

void PayloadSave::saveTo(const QString &path)
{
    if (m_id == 0 || m_running || !m_capture)
        return;
    m_running = true;
    m_target = path;
    m_state = std::make_shared<State>();
    m_poll.start(ProgressAfterMs);
    updateAction();
    inBackground([capture = m_capture->path(), id = m_id, path, state = m_state] {
        return write(capture, id, path, *state);
    }).then(this, [this, path](const QString &error) { finish(path, error); });
}

void PayloadSave::cancel()
{
    if (m_state)
        m_state->cancel = true;
}

void PayloadSave::tell(NoticeBar::Level level, const QString &text, const QString &button)
{
    delete m_bar;
    m_bar = new NoticeBar(m_theme, level, text, this);
    m_bar->setObjectName(QStringLiteral("payloadSaveNotice"));
    layout()->addWidget(m_bar);
    QPushButton *push = m_bar->addButton(button, QStringLiteral("payloadSaveButton"));
    connect(push, &QPushButton::clicked, this, [this] {
        if (m_running)
            cancel();
        else
            hide();
    });
    m_bar->show();
    show();
}

void PayloadSave::showProgress()
{
    if (m_poll.interval() == ProgressAfterMs) {
        tell(NoticeBar::Level::Info, {}, tr("Cancel"));
        m_poll.start(PollMs);
    }
    const qint64 total = std::max<qint64>(1, m_state->total);
    m_bar->setText(tr("Saving %1, %2 %").arg(m_target).arg(100 * m_state->done / total));
}

void PayloadSave::finish(const QString &path, const QString &error)
{
    m_running = false;
    m_poll.stop();
    updateAction();
    const NoticeBar::Level level = error.isEmpty() || m_state->cancel ? NoticeBar::Level::Info : NoticeBar::Level::Fail;
    tell(level, error.isEmpty() ? tr("Saved %1 to %2.").arg(sizeText(m_state->total), path) : error, tr("Close"));
    Q_EMIT finished(error);
}

} // namespace handglass

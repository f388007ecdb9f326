// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/replypopover.h"

#include "app/decode/json.h"
#include "app/mock/templatecontext.h"
#include "app/protocol/closecode.h"

#include <QComboBox>
#include <QLineEdit>

namespace handglass {

using scenario::quotedJson;

namespace {

constexpr const char *Members[] = {"send", "sendJson", "sendBinary", "ping", "close", "drop"};

} // namespace

ReplyPopover::ReplyPopover(Theme &theme, QWidget *parent)
    : Popover(theme, tr("Prepared reply"), tr("Add to the scenario"), parent)
    , m_name(new QLineEdit)
    , m_kind(new QComboBox)
    , m_content(new QLineEdit)
{
    setObjectName(QStringLiteral("replyPopover"));
    m_name->setObjectName(QStringLiteral("replyName"));
    m_kind->setObjectName(QStringLiteral("replyKind"));
    m_content->setObjectName(QStringLiteral("replyContent"));
    m_kind->addItems({tr("send text"), tr("send JSON"), tr("send binary"), tr("ping"), tr("close"), tr("drop TCP")});
    addRow(tr("Name"), m_name);
    addRow(tr("Does"), m_kind);
    addRow(tr("Content"), m_content);
    m_name->setPlaceholderText(tr("What its button says"));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ReplyPopover::updateHint);
    for (const QLineEdit *field : {m_name, m_content})
        connect(field, &QLineEdit::textEdited, this, &ReplyPopover::clearError);
    connect(this, &Popover::submitted, this, &ReplyPopover::submit);
    updateHint();
}

void ReplyPopover::clear()
{
    m_name->clear();
    m_content->clear();
    clearError();
}

ReplyPopover::Kind ReplyPopover::kind() const
{
    return static_cast<Kind>(m_kind->currentIndex());
}

void ReplyPopover::updateHint()
{
    const QString hints[] = {tr("Text, with {{placeholders}}"), QStringLiteral("{\"halted\": \"{{query.symbol}}\"}"),
        QStringLiteral("01 a0 ff"), tr("Payload, or nothing"), tr("1012 service restart"), {}};
    m_content->setPlaceholderText(hints[kind()]);
    m_content->setEnabled(kind() != Drop);
    m_content->setToolTip(kind() == Drop ? tr("TCP ends without a close frame: there is nothing to send") : QString());
    clearError();
}

QByteArray ReplyPopover::closeValue(QString &problem) const
{
    const QString typed = m_content->text().trimmed();
    bool number = false;
    const quint16 code = typed.section(u' ', 0, 0).toUShort(&number);
    const QString reason = typed.section(u' ', 1);
    problem = number ? closeError(code, reason)
                     : tr("expected a close code such as 1000, got “%1”, RFC 6455 §7.4").arg(typed);
    if (reason.isEmpty())
        return QByteArray::number(code);
    return "{ \"code\": " + QByteArray::number(code) + ", \"reason\": " + quotedJson(reason) + " }";
}

QByteArray ReplyPopover::value(QString &problem) const
{
    const QByteArray typed = m_content->text().toUtf8();
    if (kind() == Close)
        return closeValue(problem);
    if (kind() == Drop)
        return "true";
    if (kind() != Json)
        return quotedJson(m_content->text());
    if (const auto error = jsonError(typed))
        problem = error->sentence;
    return typed.trimmed();
}

void ReplyPopover::submit()
{
    QString problem;
    const QString name = m_name->text().trimmed();
    const QByteArray content = value(problem);
    if (name.isEmpty())
        problem = tr("expected a name for the button, got none");
    if (!problem.isEmpty())
        return showError(problem);
    Q_EMIT addRequested(name, "[{ \"" + QByteArray(Members[kind()]) + "\": " + content + " }]");
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/headsection.h"

#include "app/protocol/handshake.h"
#include "ui/common/textlabel.h"
#include "ui/compose/authorizationform.h"
#include "ui/compose/headereditor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int LeastWidth = 160;
constexpr int FieldsWidth = 220;
constexpr int AuthorizationWidth = 250;
constexpr int SubprotocolLines = 3;

void showAt(QWidget *field, TextLabel *label, const QString &error)
{
    label->setText(error);
    label->setVisible(!error.isEmpty());
    field->setProperty("error", !error.isEmpty());
    field->update();
}

} // namespace

HeadSection::HeadSection(Theme &theme)
    : m_headers(new HeaderEditor(theme))
    , m_subprotocols(new QPlainTextEdit)
    , m_subprotocolError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_origin(new QLineEdit)
    , m_originError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_authorization(new AuthorizationForm(theme))
{
    m_authorization->setMinimumWidth(LeastWidth);
    m_authorization->setMaximumWidth(AuthorizationWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_headers, 3);
    row->addWidget(makeFields(theme), 2);
    row->addWidget(m_authorization, 2);
    connect(m_headers, &HeaderEditor::edited, this, &HeadSection::notice);
    connect(m_subprotocols, &QPlainTextEdit::textChanged, this, &HeadSection::notice);
    connect(m_origin, &QLineEdit::textChanged, this, &HeadSection::notice);
    connect(m_authorization, &AuthorizationForm::edited, this, &HeadSection::notice);
    notice();
}

/// As for HeaderEditor: a cell's edit may be committed late.
HeadSection::~HeadSection()
{
    m_headers->disconnect(this);
}

void HeadSection::applyTo(ClientOptions &options) const
{
    options.headers = m_headers->headers();
    options.subprotocols = subprotocols();
    options.origin = m_origin->text().toUtf8();
    m_authorization->applyTo(options);
}

void HeadSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    m_headers->setHeaders(options.headers);
    m_subprotocols->setPlainText(options.subprotocols.join(QLatin1Char('\n')));
    m_origin->setText(QString::fromUtf8(options.origin));
    m_authorization->setOptions(options);
    notice();
}

int HeadSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    const auto credentials = [](const ClientOptions &of) { return QStringList{of.user, of.password, of.bearer}; };
    const auto differs = [](bool different) { return different ? 1 : 0; };
    return int(options.headers == defaults.headers ? 0 : options.headers.size())
        + differs(options.subprotocols != defaults.subprotocols) + differs(options.origin != defaults.origin)
        + differs(credentials(options) != credentials(defaults));
}

QString HeadSection::error() const
{
    for (const QString &error :
        {m_headers->error(), subprotocolError(subprotocols()), originError(), m_authorization->error()}) {
        if (!error.isEmpty())
            return error;
    }
    return {};
}

void HeadSection::showError()
{
    if (!m_headers->error().isEmpty())
        m_headers->showError();
    else if (!subprotocolError(subprotocols()).isEmpty())
        m_subprotocols->setFocus();
    else if (!originError().isEmpty())
        m_origin->setFocus();
    else if (!m_authorization->error().isEmpty())
        m_authorization->showError();
}

void HeadSection::focusAuthorization()
{
    m_authorization->setFocus(Qt::TabFocusReason);
}

QString HeadSection::title() const
{
    return tr("Headers");
}

QWidget *HeadSection::makeFields(Theme &theme)
{
    auto *fields = new QWidget;
    fields->setMinimumWidth(LeastWidth);
    fields->setMaximumWidth(FieldsWidth);
    m_subprotocols->setObjectName(QStringLiteral("subprotocols"));
    m_subprotocols->setTabChangesFocus(true);
    m_subprotocols->setPlaceholderText(tr("One a line, the preferred one first"));
    m_subprotocols->setFixedHeight(m_subprotocols->fontMetrics().lineSpacing() * SubprotocolLines + 14);
    m_subprotocolError->setObjectName(QStringLiteral("subprotocolError"));
    m_subprotocolError->setWordWrap(true);
    m_origin->setObjectName(QStringLiteral("origin"));
    m_origin->setPlaceholderText(QStringLiteral("https://example.org"));
    m_originError->setObjectName(QStringLiteral("originError"));
    m_originError->setWordWrap(true);
    auto *all = new QVBoxLayout(fields);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(sectionHeading(theme, tr("Subprotocols"), m_subprotocols));
    all->addWidget(m_subprotocols);
    all->addWidget(m_subprotocolError);
    all->addWidget(sectionHeading(theme, tr("Origin"), m_origin));
    all->addWidget(m_origin);
    all->addWidget(m_originError);
    all->addStretch();
    return fields;
}

QStringList HeadSection::subprotocols() const
{
    static const QRegularExpression separator(QStringLiteral("[,\\n]"));
    QStringList names;
    for (const QString &name : m_subprotocols->toPlainText().split(separator)) {
        if (!name.trimmed().isEmpty())
            names.append(name.trimmed());
    }
    return names;
}

QString HeadSection::originError() const
{
    return headerError("Origin", m_origin->text().toUtf8());
}

void HeadSection::notice()
{
    showAt(m_subprotocols, m_subprotocolError, subprotocolError(subprotocols()));
    showAt(m_origin, m_originError, originError());
    Q_EMIT edited();
}

} // namespace handglass

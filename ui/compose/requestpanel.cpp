// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/requestpanel.h"

#include "app/protocol/handshake.h"
#include "ui/common/textlabel.h"
#include "ui/compose/authorizationform.h"
#include "ui/compose/headereditor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace handglass {

namespace {

constexpr int FieldsWidth = 220;
constexpr int AuthorizationWidth = 250;
constexpr int SubprotocolLines = 3;

TextLabel *heading(Theme &theme, const QString &text, QWidget *buddy)
{
    auto *label = new TextLabel(theme, TypeStep::Small, Ink::Text2, QFont::DemiBold);
    label->setText(text);
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    return label;
}

void showAt(QWidget *field, TextLabel *label, const QString &error)
{
    label->setText(error);
    label->setVisible(!error.isEmpty());
    field->setProperty("error", !error.isEmpty());
    field->update();
}

} // namespace

RequestPanel::RequestPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_headers(new HeaderEditor(theme))
    , m_subprotocols(new QPlainTextEdit)
    , m_subprotocolError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_origin(new QLineEdit)
    , m_originError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_authorization(new AuthorizationForm(theme))
{
    setObjectName(QStringLiteral("requestPanel"));
    setAccessibleName(tr("Request"));
    m_authorization->setFixedWidth(AuthorizationWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 10);
    row->setSpacing(16);
    row->addWidget(m_headers, 1);
    row->addWidget(makeFields());
    row->addWidget(m_authorization);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_headers, &HeaderEditor::edited, this, &RequestPanel::notice);
    connect(m_subprotocols, &QPlainTextEdit::textChanged, this, &RequestPanel::notice);
    connect(m_origin, &QLineEdit::textChanged, this, &RequestPanel::notice);
    connect(m_authorization, &AuthorizationForm::edited, this, &RequestPanel::notice);
    notice();
}

/// As for HeaderEditor: a cell's edit may be committed late.
RequestPanel::~RequestPanel()
{
    m_headers->disconnect(this);
}

void RequestPanel::applyTo(ClientOptions &options) const
{
    options.headers = m_headers->headers();
    options.subprotocols = subprotocols();
    options.origin = m_origin->text().toUtf8();
    m_authorization->applyTo(options);
}

void RequestPanel::setOptions(const ClientOptions &options)
{
    {
        const QSignalBlocker blocker(this);
        m_headers->setHeaders(options.headers);
        m_subprotocols->setPlainText(options.subprotocols.join(QLatin1Char('\n')));
        m_origin->setText(QString::fromUtf8(options.origin));
        m_authorization->setOptions(options);
    }
    notice();
}

int RequestPanel::count() const
{
    return static_cast<int>(m_headers->headers().size()) + (subprotocols().isEmpty() ? 0 : 1)
        + (m_origin->text().isEmpty() ? 0 : 1) + (m_authorization->isSet() ? 1 : 0);
}

QString RequestPanel::error() const
{
    for (const QString &error :
        {m_headers->error(), subprotocolError(subprotocols()), originError(), m_authorization->error()}) {
        if (!error.isEmpty())
            return error;
    }
    return {};
}

void RequestPanel::showError()
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

void RequestPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.colours().line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

QWidget *RequestPanel::makeFields()
{
    auto *fields = new QWidget;
    fields->setFixedWidth(FieldsWidth);
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
    all->addWidget(heading(m_theme, tr("Subprotocols"), m_subprotocols));
    all->addWidget(m_subprotocols);
    all->addWidget(m_subprotocolError);
    all->addWidget(heading(m_theme, tr("Origin"), m_origin));
    all->addWidget(m_origin);
    all->addWidget(m_originError);
    all->addStretch();
    return fields;
}

QStringList RequestPanel::subprotocols() const
{
    static const QRegularExpression separator(QStringLiteral("[,\\n]"));
    QStringList names;
    for (const QString &name : m_subprotocols->toPlainText().split(separator)) {
        if (!name.trimmed().isEmpty())
            names.append(name.trimmed());
    }
    return names;
}

QString RequestPanel::originError() const
{
    return headerError("Origin", m_origin->text().toUtf8());
}

void RequestPanel::notice()
{
    showAt(m_subprotocols, m_subprotocolError, subprotocolError(subprotocols()));
    showAt(m_origin, m_originError, originError());
    Q_EMIT changed();
}

} // namespace handglass

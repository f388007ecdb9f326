// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/toolparts.h"

#include "ui/common/format.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int PageMargin = 16;
constexpr int Gap = 8;

} // namespace

InkLabel::InkLabel(Theme &theme, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLayoutDirection(Qt::LeftToRight);
    setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&theme, &Theme::changed, this, &InkLabel::render);
    render();
}

void InkLabel::setParts(const QList<InkPart> &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    render();
}

QString InkLabel::plainText() const
{
    QString text;
    for (const InkPart &part : m_parts)
        text += part.text;
    return text;
}

void InkLabel::render()
{
    setFont(m_theme.mono());
    QString html;
    for (const InkPart &part : std::as_const(m_parts)) {
        html += QStringLiteral("<span style=\"color:%1;%2\">%3</span>")
                    .arg(inkColour(part.ink, m_theme.colours()).name(),
                        part.strong ? QStringLiteral("font-weight:600") : QString(),
                        part.text.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
    }
    QLabel::setText(QStringLiteral("<span style=\"white-space:pre-wrap\">%1</span>").arg(html));
    setAccessibleDescription(plainText());
}

ToolPage::ToolPage(Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_column(nullptr)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(PageMargin, PageMargin, PageMargin, PageMargin);
    m_column->setSpacing(Gap);
    setWidget(content);
}

TextLabel *ToolPage::addHeading(const QString &text)
{
    auto *label = new TextLabel(m_theme, TypeStep::Heading, Ink::Text, QFont::DemiBold);
    label->setText(text);
    m_column->addWidget(label);
    return label;
}

TextLabel *ToolPage::addNote(const QString &text)
{
    auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2);
    label->setText(text);
    label->setWordWrap(true);
    m_column->addWidget(label);
    return label;
}

QLineEdit *monoEdit(Theme &theme)
{
    auto *edit = new QLineEdit;
    edit->setFont(theme.mono());
    QObject::connect(&theme, &Theme::changed, edit, [&theme, edit] { edit->setFont(theme.mono()); });
    return edit;
}

QPushButton *pushButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

QWidget *withButtons(QWidget *field, const QList<QWidget *> &buttons)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Gap);
    layout->addWidget(field, 1);
    for (QWidget *button : buttons)
        layout->addWidget(button);
    row->setFocusProxy(field);
    return row;
}

QString spacedHex(QByteArrayView bytes, qsizetype most)
{
    const qsizetype shown = std::min(bytes.size(), most);
    const QString hex = QString::fromLatin1(bytes.first(shown).toByteArray().toHex(' '));
    return shown < bytes.size() ? hex + QStringLiteral(" …") : hex;
}

QString byteCount(qint64 bytes)
{
    return bytes == 1 ? ToolPage::tr("1 byte") : ToolPage::tr("%1 bytes").arg(groupedNumber(bytes));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/toolparts.h"

#include "app/lesson/unitreading.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"

#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
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
    label->setWordWrap(true);
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

BesideBox::BesideBox(const QList<QWidget *> &widgets, int spacing, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
    for (QWidget *widget : widgets)
        m_layout->addWidget(widget, 1);
}

QSize BesideBox::minimumSizeHint() const
{
    int width = 0;
    for (int index = 0; index < m_layout->count(); ++index)
        width = std::max(width, m_layout->itemAt(index)->minimumSize().width());
    return {width, m_layout->minimumSize().height()};
}

void BesideBox::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool BesideBox::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

/// Below each other they may be narrower than beside each other, which decides nothing.
void BesideBox::arrange()
{
    if (m_layout->direction() == QBoxLayout::LeftToRight)
        m_beside = m_layout->minimumSize().width();
    const auto direction = width() >= m_beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction == m_layout->direction())
        return;
    m_layout->setDirection(direction);
    updateGeometry();
    Q_EMIT stacked(direction == QBoxLayout::TopToBottom);
}

void setUpTable(QTableView *table, QAbstractItemModel *model, const QString &name)
{
    table->setAccessibleName(name);
    table->setModel(model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
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

QWidget *withButtons(QLineEdit *field, int characters, const QList<QWidget *> &buttons)
{
    constexpr int FrameWidth = 24;
    auto *row = new QWidget;
    auto *layout = new FlowLayout(Gap, 4, row);
    field->setMinimumWidth(field->fontMetrics().horizontalAdvance(u'0') * characters + FrameWidth);
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout->addWidget(field);
    for (QWidget *button : buttons)
        layout->addWidget(button);
    row->setFocusProxy(field);
    return row;
}

QString spacedHex(QByteArrayView bytes, qsizetype most)
{
    return lesson::hexText(bytes, most);
}

QString byteCount(qint64 bytes)
{
    return bytes == 1 ? ToolPage::tr("1 byte") : ToolPage::tr("%1 bytes").arg(groupedNumber(bytes));
}

} // namespace handglass

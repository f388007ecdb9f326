// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/glossarypage.h"

#include "ui/common/hairline.h"
#include "ui/common/panelhead.h"
#include "ui/learn/lessontext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QUrl>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int Margin = 12;
constexpr int TermRole = Qt::UserRole;
constexpr int ListCharacters = 32; ///< its width
constexpr int RowPadding = 8;

} // namespace

QString rfcLink(const QString &section)
{
    static const QRegularExpression pattern(QStringLiteral("^RFC (\\d+) §([\\d.]+)$"));
    const QRegularExpressionMatch match = pattern.match(section);
    return match.hasMatch() ? QStringLiteral("rfc:%1#%2").arg(match.captured(1), match.captured(2)) : QString();
}

GlossaryPage::GlossaryPage(Theme &theme, const QList<lesson::GlossaryTerm> &terms, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_terms(terms)
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
    , m_text(new LessonText(theme))
{
    setObjectName(QStringLiteral("glossaryPage"));
    m_search->setObjectName(QStringLiteral("glossarySearch"));
    m_search->setAccessibleName(tr("Search the glossary"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("glossaryList"));
    m_list->setAccessibleName(tr("Terms"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setObjectName(QStringLiteral("glossaryText"));
    m_text->setAccessibleName(tr("The term's text"));
    m_text->setFrameShape(QFrame::NoFrame);
    for (qsizetype at = 0; at < m_terms.size(); ++at) {
        auto *item = new QListWidgetItem(m_terms.at(at).name, m_list);
        item->setData(TermRole, int(at));
        item->setToolTip(item->text()); // some are longer than the list is wide
    }
    auto *left = new QVBoxLayout;
    left->setContentsMargins(Margin, 8, Margin, 0);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addLayout(left);
    row->addWidget(new Hairline(Qt::Vertical));
    row->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PanelHead(theme, tr("Glossary")));
    column->addLayout(row, 1);
    const auto applyTheme = [this] {
        const QFont font = m_theme.font();
        for (int item = 0; item < m_list->count(); ++item)
            m_list->item(item)->setSizeHint({0, QFontMetrics(font).height() + RowPadding});
        m_list->setFixedWidth(QFontMetrics(font).averageCharWidth() * ListCharacters);
        m_search->setFixedWidth(m_list->width());
    };
    connect(&theme, &Theme::changed, this, applyTheme);
    connect(m_search, &QLineEdit::textChanged, this, &GlossaryPage::search);
    connect(m_list, &QListWidget::currentItemChanged, this, &GlossaryPage::showCurrent);
    connect(m_text, &LessonText::linkActivated, this, &GlossaryPage::follow);
    applyTheme();
    m_list->setCurrentRow(0);
    setFocusProxy(m_search);
}

QString GlossaryPage::term() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item == nullptr ? QString() : m_terms.at(item->data(TermRole).toInt()).id;
}

void GlossaryPage::showTerm(const QString &id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (m_terms.at(item->data(TermRole).toInt()).id != id)
            continue;
        if (item->isHidden())
            m_search->clear();
        m_list->setCurrentItem(item);
        m_list->scrollToItem(item);
        return;
    }
}

/// Names first; a term whose text alone has the words stays in the list, but is not the one that is chosen.
void GlossaryPage::search(const QString &text)
{
    const QString words = text.simplified();
    QListWidgetItem *best = nullptr;
    int bestAt = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const lesson::GlossaryTerm &term = m_terms.at(item->data(TermRole).toInt());
        const QString names = (QStringList(term.name) + term.names).join(u'\n');
        const auto inName = int(names.indexOf(words, 0, Qt::CaseInsensitive));
        const bool found = inName >= 0 || term.text.contains(words, Qt::CaseInsensitive);
        item->setHidden(!found);
        const bool better = inName >= 0 ? bestAt < 0 || inName < bestAt : best == nullptr;
        if (found && better) {
            best = item;
            bestAt = inName;
        }
    }
    if (best != nullptr && !words.isEmpty())
        m_list->setCurrentItem(best);
    if (best == nullptr)
        m_text->setContent({{}, tr("No term has “%1” in its name or text.").arg(words).toHtmlEscaped(), false});
    else
        showCurrent();
}

void GlossaryPage::showCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return m_text->setContent({{}, tr("The glossary has no terms."), false});
    const lesson::GlossaryTerm &term = m_terms.at(item->data(TermRole).toInt());
    const QString link = rfcLink(term.section);
    const QString section = link.isEmpty() ? term.section : QStringLiteral("[%1](%2)").arg(term.section, link);
    m_text->setContent({term.name, QStringLiteral("%1\n\n%2\n").arg(term.text, section)});
}

void GlossaryPage::follow(const QUrl &url)
{
    if (url.scheme() == QLatin1String("glossary"))
        showTerm(url.path());
    else
        Q_EMIT linkActivated(url);
}

bool GlossaryPage::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

} // namespace handglass

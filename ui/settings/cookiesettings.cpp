// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cookiesettings.h"

#include "app/session/cookiejar.h"
#include "ui/common/connectiondefaults.h"
#include "ui/common/cookieshelf.h"
#include "ui/common/textlabel.h"
#include "ui/settings/cookiemodel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>

namespace handglass {

namespace {

constexpr int RowHeight = 22;
constexpr qsizetype LongestName = 64;

TextLabel *label(Theme &theme, const QString &text, QWidget *buddy)
{
    auto *made = new TextLabel(theme, TypeStep::Body, Ink::Text2);
    made->setText(text);
    made->setBuddy(buddy);
    buddy->setAccessibleName(text);
    return made;
}

} // namespace

CookieSettings::CookieSettings(Theme &theme, ConnectionDefaults &kept, CookieShelf &shelf)
    : m_kept(kept)
    , m_shelf(shelf)
    , m_model(new CookieModel(this))
    , m_profile(new QComboBox)
    , m_removeProfile(new QPushButton(tr("Remove profile")))
    , m_newName(new QLineEdit)
    , m_add(new QPushButton(tr("Add profile")))
    , m_newNameError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_standard(new QComboBox)
    , m_table(new QTableView)
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_error(new TextLabel(theme, TypeStep::Table, Ink::Fail))
    , m_remove(new QPushButton(tr("Remove cookie")))
    , m_clear(new QPushButton)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(makeProfiles(theme));
    makeTable(theme);
    m_empty->setObjectName(QStringLiteral("cookiesEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setText(tr("No cookies in this profile. What a handshake's answer sets with Set-Cookie appears here."));
    m_error->setObjectName(QStringLiteral("cookieError"));
    m_error->setWordWrap(true);
    all->addWidget(m_empty);
    all->addWidget(m_table, 1);
    all->addWidget(m_error);
    all->addWidget(makeButtons());
    all->addStretch();
    connect(&shelf, &CookieShelf::profilesChanged, this, &CookieSettings::takeProfiles);
    connect(m_model, &CookieModel::errorChanged, this, &CookieSettings::noticeCookies);
    connect(m_model, &QAbstractItemModel::modelReset, this, &CookieSettings::noticeCookies);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CookieSettings::noticeCookies);
    fillProfiles();
    noticeProfile();
    noticeNewName();
}

/// A cell that is being edited is committed when the table goes, and nobody is left to hear of it.
CookieSettings::~CookieSettings()
{
    m_model->disconnect(this);
    m_table->selectionModel()->disconnect(this);
}

QWidget *CookieSettings::makeProfiles(Theme &theme)
{
    auto *part = new QWidget;
    m_profile->setObjectName(QStringLiteral("cookieProfile"));
    m_removeProfile->setObjectName(QStringLiteral("cookieProfileRemove"));
    m_newName->setObjectName(QStringLiteral("cookieProfileName"));
    m_newName->setPlaceholderText(tr("staging"));
    m_add->setObjectName(QStringLiteral("cookieProfileAdd"));
    m_newNameError->setObjectName(QStringLiteral("cookieProfileNameError"));
    m_newNameError->setWordWrap(true);
    m_standard->setObjectName(QStringLiteral("cookieStandard"));
    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(1, 180);
    grid->setColumnStretch(3, 1);
    grid->addWidget(label(theme, tr("Profile"), m_profile), 0, 0);
    grid->addWidget(m_profile, 0, 1);
    grid->addWidget(m_removeProfile, 0, 2);
    grid->addWidget(label(theme, tr("New profile"), m_newName), 1, 0);
    grid->addWidget(m_newName, 1, 1);
    grid->addWidget(m_add, 1, 2);
    grid->addWidget(m_newNameError, 2, 1, 1, 3);
    grid->addWidget(label(theme, tr("New connections use"), m_standard), 3, 0);
    grid->addWidget(m_standard, 3, 1);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &CookieSettings::noticeProfile);
    connect(m_removeProfile, &QPushButton::clicked, this, &CookieSettings::removeProfile);
    connect(m_newName, &QLineEdit::textChanged, this, &CookieSettings::noticeNewName);
    connect(m_newName, &QLineEdit::returnPressed, this, &CookieSettings::addProfile);
    connect(m_add, &QPushButton::clicked, this, &CookieSettings::addProfile);
    connect(m_standard, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_kept.cookieProfile = index == 0 ? QString() : m_standard->itemText(index);
        Q_EMIT edited();
    });
    return part;
}

void CookieSettings::makeTable(Theme &theme)
{
    m_table->setObjectName(QStringLiteral("cookies"));
    m_table->setAccessibleName(tr("Cookies of the profile"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(qMax(RowHeight, theme.font().pixelSize() + 9));
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(CookieModel::Value, QHeaderView::Stretch);
    const int widths[] = {120, 60, 100, 0, 150, 56, 66};
    for (int column = 0; column < CookieModel::ColumnCount; ++column) {
        if (widths[column] != 0)
            m_table->setColumnWidth(column, widths[column]);
    }
}

QWidget *CookieSettings::makeButtons()
{
    auto *part = new QWidget;
    m_remove->setObjectName(QStringLiteral("cookieRemove"));
    m_clear->setObjectName(QStringLiteral("cookiesClear"));
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_remove);
    row->addWidget(m_clear);
    row->addStretch();
    connect(m_remove, &QPushButton::clicked, this, &CookieSettings::removeCookie);
    connect(m_clear, &QPushButton::clicked, m_model, &CookieModel::clear);
    return part;
}

void CookieSettings::showProfile(const QString &profile)
{
    m_profile->setCurrentText(profile);
}

void CookieSettings::refresh()
{
    m_model->refresh();
    noticeCookies();
}

void CookieSettings::fillProfiles()
{
    const QSignalBlocker profile(m_profile);
    const QSignalBlocker standard(m_standard);
    const QString shown = m_profile->currentText();
    m_profile->clear();
    m_profile->addItems(m_shelf.profiles());
    m_profile->setCurrentIndex(qMax(0, m_profile->findText(shown)));
    m_standard->clear();
    m_standard->addItem(tr("no cookies"));
    m_standard->addItems(m_shelf.profiles());
    m_standard->setCurrentIndex(
        m_kept.cookieProfile.isEmpty() ? 0 : qMax(0, int(m_shelf.profiles().indexOf(m_kept.cookieProfile)) + 1));
}

void CookieSettings::takeProfiles()
{
    m_kept.cookieProfiles = m_shelf.profiles();
    if (!m_kept.cookieProfile.isEmpty() && !m_kept.cookieProfiles.contains(m_kept.cookieProfile))
        m_kept.cookieProfile = ConnectionDefaults::standardProfile();
    fillProfiles();
    noticeProfile();
    noticeNewName();
    Q_EMIT edited();
}

void CookieSettings::addProfile()
{
    const QString name = m_newName->text().trimmed();
    if (name.isEmpty() || !newNameError().isEmpty())
        return;
    m_newName->clear();
    m_shelf.setProfiles(m_shelf.profiles() + QStringList{name});
    showProfile(name);
}

void CookieSettings::removeProfile()
{
    if (m_profile->currentText() != ConnectionDefaults::standardProfile())
        m_shelf.remove(m_profile->currentText());
}

void CookieSettings::removeCookie()
{
    if (m_table->selectionModel()->hasSelection())
        m_model->removeCookie(m_table->currentIndex().row());
    noticeCookies();
}

QString CookieSettings::newNameError() const
{
    const QString name = m_newName->text().trimmed();
    if (m_shelf.profiles().contains(name))
        return tr("expected a name that no profile has, got %1").arg(name);
    if (name.size() > LongestName)
        return tr("expected at most %1 characters, got %2").arg(LongestName).arg(name.size());
    return {};
}

void CookieSettings::noticeProfile()
{
    m_model->setJar(m_shelf.jar(m_profile->currentText()));
    const bool standard = m_profile->currentText() == ConnectionDefaults::standardProfile();
    m_removeProfile->setEnabled(!standard);
    m_removeProfile->setToolTip(
        standard ? tr("This profile is always there; its cookies can be cleared") : tr("Its cookies go with it"));
    noticeCookies();
}

void CookieSettings::noticeNewName()
{
    const QString error = newNameError();
    m_newNameError->setText(error);
    m_newNameError->setVisible(!error.isEmpty());
    m_newName->setProperty("error", !error.isEmpty());
    m_newName->update();
    const bool named = !m_newName->text().trimmed().isEmpty();
    m_add->setEnabled(named && error.isEmpty());
    m_add->setToolTip(named ? error : tr("Type a name first"));
}

void CookieSettings::noticeCookies()
{
    const int count = m_model->rowCount();
    m_empty->setVisible(count == 0);
    m_table->setVisible(count > 0);
    const QString fileError = m_shelf.jar(m_profile->currentText())->error();
    const QString error = m_model->error().isEmpty() ? fileError : m_model->error();
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_remove->setVisible(count > 0);
    m_remove->setEnabled(m_table->selectionModel()->hasSelection());
    m_remove->setToolTip(m_remove->isEnabled() ? QString() : tr("Select a cookie first"));
    m_clear->setVisible(count > 0 || !fileError.isEmpty());
    m_clear->setText(count == 1 ? tr("Remove the only cookie") : tr("Remove all %1 cookies").arg(count));
}

} // namespace handglass

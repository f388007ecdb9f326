// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/targetfield.h"

#include "ui/mock/scenariodocument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace handglass {

namespace {

const QString Group = QStringLiteral("group");
const QString GroupOthers = QStringLiteral("groupOthers");

} // namespace

TargetField::TargetField(ScenarioDocument &document, const JsonPath &action, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_action(action)
    , m_box(new QComboBox(this))
    , m_group(new QLineEdit(this))
{
    m_box->addItem(tr("the client"), QStringLiteral("client"));
    m_box->addItem(tr("all"), QStringLiteral("all"));
    m_box->addItem(tr("all others"), QStringLiteral("others"));
    m_box->addItem(tr("the route"), QStringLiteral("route"));
    m_box->addItem(tr("others of the route"), QStringLiteral("routeOthers"));
    m_box->addItem(tr("the group"), Group);
    m_box->addItem(tr("others of the group"), GroupOthers);
    m_box->setAccessibleName(tr("Who gets it"));
    m_group->setAccessibleName(tr("Group"));
    m_group->setPlaceholderText(tr("group"));
    m_group->setMinimumWidth(80);
    m_group->hide();
    setFocusProxy(m_box);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_box);
    row->addWidget(m_group, 1);
    connect(m_box, &QComboBox::activated, this, &TargetField::choose);
    connect(m_group, &QLineEdit::textEdited, this, &TargetField::choose);
}

void TargetField::choose()
{
    const QString to = m_box->currentData().toString();
    const QByteArray group = jsonedit::quoted(m_group->text().isEmpty() ? Group : m_group->text());
    if (to == u"client")
        m_document.remove(m_action / "to");
    else if (to == Group)
        m_document.setValue(m_action / "to", "{ \"group\": " + group + " }");
    else if (to == GroupOthers)
        m_document.setValue(m_action / "to", "{ \"group\": " + group + ", \"others\": true }");
    else
        m_document.setValue(m_action / "to", jsonedit::quoted(to));
}

void TargetField::load(const QByteArray &spelling)
{
    const JsonIndex value(spelling);
    const bool isGroup = value.size() > 0 && value.kind(0) == JsonIndex::Kind::Object;
    QString to = QString::fromUtf8(unescapedJson(spelling));
    if (isGroup) {
        const auto group = jsonedit::member(value, 0, "group");
        const auto others = jsonedit::member(value, 0, "others");
        to = others && value.value(*others) == "true" ? GroupOthers : Group;
        const QString name = group ? QString::fromUtf8(unescapedJson(value.value(*group))) : QString();
        if (m_group->text() != name && !m_group->hasFocus())
            m_group->setText(name);
    }
    m_box->setCurrentIndex(spelling.isEmpty() ? 0 : m_box->findData(to)); // −1: what stands there is wrong
    m_group->setVisible(isGroup);
}

} // namespace handglass

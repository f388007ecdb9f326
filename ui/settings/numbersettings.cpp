// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/numbersettings.h"

#include "ui/common/connectiondefaults.h"
#include "ui/common/fieldform.h"
#include "ui/common/secondsbox.h"

#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int FormWidth = 420;

/// A form, and below it the button that takes back what was changed.
QPushButton *lay(QWidget *page, FieldForm *form, const QString &resetName)
{
    auto *reset = new QPushButton(TimeoutSettings::tr("Use the defaults"));
    reset->setObjectName(resetName);
    form->setMaximumWidth(FormWidth);
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addWidget(form);
    all->addWidget(reset, 0, Qt::AlignLeft);
    all->addStretch();
    return reset;
}

} // namespace

TimeoutSettings::TimeoutSettings(Theme &theme, ConnectionDefaults &kept)
    : m_kept(kept)
{
    const QString names[] = {tr("Name look-up"), tr("TCP"), tr("Proxy"), tr("TLS"), tr("Answer to the request"),
        tr("Body of a refusal"), tr("Close, and then the end of TCP")};
    auto *form = new FieldForm(theme);
    int at = 0;
    for (const TimeoutField &field : timeoutFields()) {
        auto *box = new SecondsBox(
            std::chrono::milliseconds(TimeoutField::Least), std::chrono::milliseconds(TimeoutField::Most));
        form->addField(names[at++], box, QStringLiteral("timeout-") + QLatin1String(field.key));
        m_boxes.append(box);
        connect(box, &SecondsBox::valueChanged, this, &TimeoutSettings::take);
    }
    form->addNote(tr("A phase that takes longer ends the try, and the refusal names it. New connections use these."));
    connect(lay(this, form, QStringLiteral("timeoutsReset")), &QPushButton::clicked, this, &TimeoutSettings::reset);
    refresh();
}

void TimeoutSettings::refresh()
{
    qsizetype at = 0;
    for (const TimeoutField &field : timeoutFields()) {
        const QSignalBlocker blocker(m_boxes.at(at));
        m_boxes.at(at++)->setDuration(m_kept.timeouts.*field.value);
    }
}

void TimeoutSettings::take()
{
    qsizetype at = 0;
    for (const TimeoutField &field : timeoutFields())
        m_kept.timeouts.*field.value = m_boxes.at(at++)->duration();
    Q_EMIT edited();
}

void TimeoutSettings::reset()
{
    m_kept.timeouts = {};
    refresh();
    Q_EMIT edited();
}

LimitSettings::LimitSettings(Theme &theme, ConnectionDefaults &kept)
    : m_kept(kept)
{
    const QString names[] = {tr("Message"), tr("Head of a request or answer"), tr("Header fields of a head"),
        tr("Body of a refusal"), tr("Not taken by the peer")};
    auto *form = new FieldForm(theme);
    int at = 0;
    for (const LimitField &field : limitFields()) {
        auto *box = new QSpinBox;
        box->setRange(field.least, field.most);
        if (QLatin1String(field.key) != QLatin1String("headerFields"))
            box->setSuffix(tr(" KiB"));
        form->addField(names[at++], box, QStringLiteral("limit-") + QLatin1String(field.key));
        m_boxes.append(box);
        connect(box, &QSpinBox::valueChanged, this, &LimitSettings::take);
    }
    form->addNote(
        tr("A larger message fails the connection with 1009 Message Too Big; a longer head, the handshake. Of "
           "a body no more is kept. What is sent waits while the peer leaves more than that untaken."));
    connect(lay(this, form, QStringLiteral("limitsReset")), &QPushButton::clicked, this, &LimitSettings::reset);
    refresh();
}

void LimitSettings::refresh()
{
    qsizetype at = 0;
    for (const LimitField &field : limitFields()) {
        const QSignalBlocker blocker(m_boxes.at(at));
        m_boxes.at(at++)->setValue(int(field.get(m_kept.limits)));
    }
}

void LimitSettings::take()
{
    qsizetype at = 0;
    for (const LimitField &field : limitFields())
        field.set(m_kept.limits, m_boxes.at(at++)->value());
    Q_EMIT edited();
}

void LimitSettings::reset()
{
    m_kept.limits = {};
    refresh();
    Q_EMIT edited();
}

} // namespace handglass

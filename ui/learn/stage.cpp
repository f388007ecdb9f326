// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/stage.h"

#include "ui/learn/endframe.h"
#include "ui/learn/heldcard.h"
#include "ui/learn/measures.h"
#include "ui/learn/stageaccess.h"
#include "ui/learn/wireview.h"

namespace handglass {

namespace {
constexpr int Padding = 16;
constexpr int EndWidth = 250;
constexpr int NarrowEndWidth = 180;
constexpr int Gap = 8;

bool isDelivered(const lesson::StagePicture &picture, int unit)
{
    if (picture.unit && picture.unit->unit == unit)
        return !picture.unit->held;
    return std::any_of(picture.arrows.begin(), picture.arrows.end(),
        [unit](const lesson::Arrow &arrow) { return arrow.unit == unit; });
}

} // namespace

Stage::Stage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_client(new EndFrame(theme, lesson::End::Client, this))
    , m_wire(new WireView(theme, this))
    , m_server(new EndFrame(theme, lesson::End::Server, this))
{
    setObjectName(QStringLiteral("stage"));
    setAccessibleName(tr("Both ends and the wire"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    installStageAccess();
    setLayoutDirection(Qt::LeftToRight); // the wire's picture is the same in every language
    connect(m_wire->card(), &HeldCard::lineChosen, this, &Stage::lineChosen);
    connect(&theme, &Theme::changed, this, &Stage::arrange);
}

HeldCard *Stage::card() const
{
    return m_wire->card();
}

bool Stage::isMoving() const
{
    return m_wire->isMoving();
}

void Stage::setPicture(const lesson::StagePicture &picture, lesson::End ours, const QByteArray &focus, bool moves)
{
    if (picture == m_picture && ours == m_ours && focus == m_focus)
        return;
    if (moves && m_picture.unit && m_picture.unit->held && isDelivered(picture, m_picture.unit->unit))
        m_wire->sendOff();
    m_picture = picture;
    m_ours = ours;
    m_focus = focus;
    m_client->setPicture(picture.client);
    m_server->setPicture(picture.server);
    m_wire->setPicture(picture, ours, focus);
}

void Stage::setNarrow(bool narrow)
{
    m_narrow = narrow;
    arrange();
}

QSize Stage::sizeHint() const
{
    return {scaled(m_theme, 1000), scaled(m_theme, 300)};
}

QSize Stage::minimumSizeHint() const
{
    return {400, scaled(m_theme, 150)};
}

void Stage::arrange()
{
    const int padding = m_narrow ? Padding / 2 : Padding;
    const QRect inner = rect().adjusted(padding, padding, -padding, -padding + 2);
    const int wanted = scaled(m_theme, m_narrow ? NarrowEndWidth : EndWidth);
    const int end = qMin(wanted, inner.width() * 27 / 100);
    m_client->setGeometry(inner.left(), inner.top(), end, inner.height());
    m_server->setGeometry(inner.right() + 1 - end, inner.top(), end, inner.height());
    m_wire->setGeometry(inner.left() + end + Gap, inner.top(), inner.width() - 2 * (end + Gap), inner.height());
}

void Stage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/style.h"

#include "ui/common/stylepaint.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

namespace handglass {

namespace {

constexpr int ButtonPadding = 10; ///< px beside what a button says

bool has(const QWidget *widget, const char *property)
{
    return widget != nullptr && widget->property(property).toBool();
}

void hairline(QPainter *painter, const QRect &rect, Qt::Edge edge, const QColor &colour)
{
    QRect line = rect;
    switch (edge) {
    case Qt::TopEdge:
        line.setHeight(1);
        break;
    case Qt::BottomEdge:
        line.setTop(rect.bottom());
        break;
    case Qt::LeftEdge:
        line.setWidth(1);
        break;
    case Qt::RightEdge:
        line.setLeft(rect.right());
        break;
    }
    painter->fillRect(line, colour);
}

QStyle::State comboState(const QStyleOptionComplex &option, const QWidget *widget)
{
    QStyle::State state = option.state;
    // An editable box hands its focus to the line edit in it.
    if (widget != nullptr && widget->focusProxy() != nullptr && widget->focusProxy()->hasFocus())
        state |= QStyle::State_HasFocus;
    return state;
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(name());
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (!drawPanel(element, option, painter, widget) && !drawMark(element, option, painter))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool Style::drawPanel(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool flat = button != nullptr && (button->features & QStyleOptionButton::Flat);
        paint::button(painter, *option, m_colours, has(widget, "primary"), flat);
        return true;
    }
    case PE_PanelButtonTool:
        paint::toolButton(painter, *option, m_colours);
        return true;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paint::input(painter, option->rect, option->state, m_colours, has(widget, "error"));
        return true;
    case PE_FrameLineEdit:
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return true;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit *>(widget) != nullptr)
            paint::input(painter, option->rect, option->state, m_colours, has(widget, "error"));
        else
            paint::box(painter, option->rect, {}, (option->state & State_HasFocus) ? m_colours.accent : m_colours.edge);
        return true;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView *>(widget) == nullptr)
            return false;
        paint::box(painter, option->rect, {}, m_colours.accent);
        return true;
    case PE_PanelItemViewItem:
        paint::item(painter, *option, m_colours);
        return true;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, m_colours.window);
        hairline(painter, option->rect, Qt::TopEdge, m_colours.line);
        return true;
    default:
        return false;
    }
}

bool Style::drawMark(PrimitiveElement element, const QStyleOption *option, QPainter *painter) const
{
    const QColor colour = (option->state & State_Enabled) ? m_colours.text2 : m_colours.disabled;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paint::checkBox(painter, option->rect, option->state, m_colours);
        return true;
    case PE_IndicatorRadioButton:
        paint::radioButton(painter, option->rect, option->state, m_colours);
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        paint::chevron(painter, option->rect, Qt::DownArrow, colour);
        return true;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        paint::chevron(painter, option->rect, Qt::UpArrow, colour);
        return true;
    case PE_IndicatorArrowRight:
        paint::chevron(painter, option->rect, Qt::RightArrow, colour);
        return true;
    case PE_IndicatorArrowLeft:
        paint::chevron(painter, option->rect, Qt::LeftArrow, colour);
        return true;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paint::chevron(
                painter, option->rect, (option->state & State_Open) ? Qt::DownArrow : Qt::RightArrow, colour);
        return true;
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(
            QRect(option->rect.center().x(), option->rect.top() + 6, 1, option->rect.height() - 12), m_colours.line);
        return true;
    default:
        return false;
    }
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (drawBar(element, option, painter, widget) || drawHeader(element, option, painter, widget))
        return;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_PushButtonLabel && button != nullptr && has(widget, "primary")) {
        QStyleOptionButton copy(*button);
        copy.palette.setColor(QPalette::Active, QPalette::ButtonText, m_colours.onAccent);
        copy.palette.setColor(QPalette::Inactive, QPalette::ButtonText, m_colours.onAccent);
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

bool Style::drawBar(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_ToolBar:
        painter->fillRect(option->rect, m_colours.window);
        hairline(painter, option->rect, Qt::BottomEdge, m_colours.line);
        return true;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_colours.window);
        return true;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item == nullptr)
            return false;
        painter->fillRect(option->rect, m_colours.window);
        if ((option->state & State_Selected) && (option->state & State_Enabled))
            paint::box(painter, option->rect.adjusted(0, 1, 0, -1), m_colours.selInactive, {});
        // The letters to press are told once Alt has brought the focus here.
        const int mnemonic = widget != nullptr && widget->hasFocus() ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
        drawItemText(painter, option->rect, Qt::AlignCenter | mnemonic | Qt::TextSingleLine, item->palette,
            option->state & State_Enabled, item->text, QPalette::ButtonText);
        return true;
    }
    case CE_Splitter:
        painter->fillRect(option->rect, m_colours.line);
        return true;
    default:
        return false;
    }
}

bool Style::drawHeader(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_colours.sunken);
        hairline(painter, option->rect, Qt::BottomEdge, m_colours.line);
        if (element == CE_HeaderSection)
            hairline(painter, option->rect, Qt::RightEdge, m_colours.line);
        return true;
    case CE_HeaderLabel: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header == nullptr)
            return false;
        QStyleOptionHeaderV2 copy;
        if (const auto *v2 = qstyleoption_cast<const QStyleOptionHeaderV2 *>(option))
            copy = *v2;
        else
            static_cast<QStyleOptionHeader &>(copy) = *header;
        copy.palette.setColor(QPalette::ButtonText, m_colours.text3);
        copy.rect.adjust(4, 0, -4, 0);
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return true;
    }
    default:
        return false;
    }
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto arrow = [&](SubControl part, Qt::ArrowType direction) {
        const QColor colour = (option->state & State_Enabled) ? m_colours.text2 : m_colours.disabled;
        paint::chevron(painter, subControlRect(control, option, part, widget), direction, colour);
    };
    if (control == CC_ComboBox) {
        paint::input(painter, option->rect, comboState(*option, widget), m_colours, has(widget, "error"));
        arrow(SC_ComboBoxArrow, Qt::DownArrow);
    } else if (control == CC_SpinBox) {
        paint::input(painter, option->rect, comboState(*option, widget), m_colours, has(widget, "error"));
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin != nullptr && spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
            arrow(SC_SpinBoxUp, Qt::UpArrow);
            arrow(SC_SpinBoxDown, Qt::DownArrow);
        }
    } else if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
               control == CC_ScrollBar && slider != nullptr) {
        paint::scrollBar(
            painter, option->rect, subControlRect(control, option, SC_ScrollBarSlider, widget), *slider, m_colours);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(4, 0, 0, 0);
    if (control != CC_ScrollBar || slider == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool vertical = slider->orientation == Qt::Vertical;
    const int length = vertical ? option->rect.height() : option->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const qint64 whole = range + slider->pageStep;
    const int thumb =
        range <= 0 || whole <= 0 ? length : qMin(length, qMax(24, int(qint64(length) * slider->pageStep / whole)));
    const int start = sliderPositionFromValue(
        slider->minimum, slider->maximum, slider->sliderPosition, length - thumb, slider->upsideDown);
    const auto span = [&](int from, int size) {
        const QRect rect =
            vertical ? QRect(0, from, option->rect.width(), size) : QRect(from, 0, size, option->rect.height());
        return rect.translated(option->rect.topLeft());
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return option->rect;
    case SC_ScrollBarSlider:
        return span(start, thumb);
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool framed = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return framed ? rect.adjusted(4, 0, -4, 0) : rect;
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const int text = option->fontMetrics.height();
    const int control = qMax(has(widget, "small") ? 22 : 26, text + (has(widget, "small") ? 4 : 8));
    switch (type) {
    case CT_PushButton:
        size = QSize(qMax(size.width(), contents.width() + 2 * ButtonPadding), control);
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        size.setHeight(control);
        break;
    case CT_MenuBarItem:
        size = QSize(contents.width() + 16, qMax(22, text + 6));
        break;
    case CT_HeaderSection:
        size.setHeight(qMax(22, text + 6));
        break;
    default:
        break;
    }
    return size;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarItemMargin:
        return 7;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_MenuBarHMargin:
        return 6;
    case PM_MenuBarVMargin:
        return 1;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_Widget_Animation_Duration:
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/faultrow.h"

#include "ui/common/flowlayout.h"
#include "ui/mock/faultwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QIntValidator>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <limits>

namespace handglass {

using scenario::Fault;
using scenario::FaultKind;

namespace {

constexpr int LongestMs = 3'600'000;
constexpr int MostEvery = 1'000'000'000;
constexpr int Statuses[] = {503, 500, 429, 426, 404, 403, 401, 400, 301, 200};

/// For the numbers that are usual; larger ones scroll in it.
void narrow(QSpinBox *box)
{
    const QString widest = box->prefix() + QStringLiteral("0000") + box->suffix();
    box->setMaximumWidth(box->fontMetrics().horizontalAdvance(widest) + 30);
}

/// “every 50th”.
class EveryBox final : public QSpinBox
{
public:
    using QSpinBox::QSpinBox;

protected:
    QString textFromValue(int value) const override
    {
        const int ten = value % 100 / 10;
        const char *const ends[] = {"th", "st", "nd", "rd"};
        const int one = value % 10;
        return QString::number(value) + QLatin1String(ten == 1 || one > 3 ? ends[0] : ends[one]);
    }
    int valueFromText(const QString &text) const override { return digits(text).toInt(); }
    QValidator::State validate(QString &text, int & /*position*/) const override
    {
        bool number = false;
        const int value = digits(text).toInt(&number);
        if (digits(text).isEmpty())
            return QValidator::Intermediate;
        return number && value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Invalid;
    }

private:
    QString digits(const QString &text) const
    {
        QString rest = text.mid(text.startsWith(prefix()) ? prefix().size() : 0);
        while (!rest.isEmpty() && rest.back().isLetter())
            rest.chop(1);
        return rest.trimmed();
    }
};

/// A length that is false is false by something.
class FalseBox final : public QSpinBox
{
public:
    using QSpinBox::QSpinBox;
    void stepBy(int steps) override
    {
        QSpinBox::stepBy(steps);
        if (value() == 0)
            QSpinBox::stepBy(steps > 0 ? 1 : -1);
    }

protected:
    QValidator::State validate(QString &text, int &position) const override
    {
        const auto state = QSpinBox::validate(text, position);
        return state == QValidator::Acceptable && valueFromText(text) == 0 ? QValidator::Intermediate : state;
    }
};

QString bitsText(qint64 bits)
{
    QStringList names;
    for (int bit = 0; bit < 3; ++bit) {
        if ((bits & (4 >> bit)) != 0)
            names.append(QString::number(bit + 1));
    }
    return QStringLiteral("RSV") + names.join(QStringLiteral("+"));
}

} // namespace

FaultRow::FaultRow(const scenario::FaultForm &form, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_switch(new QCheckBox(faultTitle(form.kind), this))
{
    setObjectName(QStringLiteral("fault-") + QLatin1String(form.name));
    m_switch->setObjectName(QStringLiteral("switch-") + QLatin1String(form.name));
    m_switch->setToolTip(faultMeaning(form.kind));
    auto *flow = new FlowLayout(6, 2, this);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(m_switch);
    connect(m_switch, &QCheckBox::toggled, this, [this] {
        updateShown();
        if (!m_setting)
            Q_EMIT changed();
    });
    addNumber();
    addInterval();
    addStatus();
    addEvery();
    updateShown();
    for (QWidget *box : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_number),
             static_cast<QWidget *>(m_interval), static_cast<QWidget *>(m_every)}) {
        if (box == nullptr)
            continue;
        box->setFocusPolicy(Qt::StrongFocus);
        box->installEventFilter(this);
    }
}

/// The wheel scrolls the list past a box that is not being edited.
bool FaultRow::eventFilter(QObject *object, QEvent *event)
{
    const auto *box = qobject_cast<QWidget *>(object);
    if (event->type() != QEvent::Wheel || box == nullptr || box->hasFocus())
        return QWidget::eventFilter(object, event);
    event->ignore();
    return true;
}

QComboBox *FaultRow::addChoice(const QString &name, const QString &accessible)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setProperty("small", true);
    box->setAccessibleName(accessible);
    layout()->addWidget(box);
    return box;
}

QSpinBox *FaultRow::addSpin(const QString &name, const QString &accessible, int least, int most, int value)
{
    QSpinBox *box = nullptr;
    if (name == u"every")
        box = new EveryBox(this);
    else if (m_form.kind == FaultKind::FalseLength)
        box = new FalseBox(this);
    else
        box = new QSpinBox(this);
    box->setObjectName(name);
    box->setProperty("small", true);
    box->setAccessibleName(accessible);
    box->setKeyboardTracking(false);
    box->setRange(least, most);
    box->setValue(value);
    connect(box, &QSpinBox::valueChanged, this, &FaultRow::tell);
    layout()->addWidget(box);
    return box;
}

void FaultRow::addNumber()
{
    if (m_form.number == nullptr)
        return;
    if (m_form.kind == FaultKind::Rsv || m_form.kind == FaultKind::ReservedOpcode) {
        const bool bits = m_form.kind == FaultKind::Rsv;
        m_choice = addChoice(QLatin1String(m_form.number), bits ? tr("Reserved bits") : tr("Opcode"));
        for (qint64 value = m_form.least; value <= m_form.most; ++value) {
            if (bits || value < 8 || value > 10)
                m_choice->addItem(bits ? bitsText(value) : QString::number(value), value);
        }
        setNumber(m_form.standard);
        connect(m_choice, &QComboBox::currentIndexChanged, this, &FaultRow::tell);
        return;
    }
    const qint64 most = std::min<qint64>(m_form.most, std::numeric_limits<int>::max());
    m_number = addSpin(QLatin1String(m_form.number), tr("Bytes"), int(m_form.least), int(most), int(m_form.standard));
    m_number->setSuffix(m_form.kind == FaultKind::Throughput ? tr(" B/s") : tr(" B"));
    narrow(m_number);
}

void FaultRow::addInterval()
{
    if (m_form.interval == nullptr)
        return;
    m_interval = addSpin(QStringLiteral("interval"), tr("Milliseconds"), 0, LongestMs, m_form.standardMs);
    m_interval->setSuffix(tr(" ms"));
    if (m_form.kind == FaultKind::Freeze) {
        m_interval->setPrefix(tr("for "));
        m_interval->setSpecialValueText(tr("for good"));
    }
    narrow(m_interval);
}

void FaultRow::addStatus()
{
    if (m_form.kind != FaultKind::Status)
        return;
    m_choice = addChoice(QStringLiteral("status"), tr("Status"));
    m_choice->setEditable(true);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->setValidator(new QIntValidator(200, 599, m_choice));
    m_choice->setMinimumContentsLength(3);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const int status : Statuses)
        m_choice->addItem(QString::number(status), status);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &FaultRow::tell);
    connect(m_choice->lineEdit(), &QLineEdit::editingFinished, this, &FaultRow::tell);
    m_body = new QLineEdit(this);
    m_body->setObjectName(QStringLiteral("body"));
    m_body->setProperty("small", true);
    m_body->setPlaceholderText(tr("Body"));
    m_body->setAccessibleName(tr("Body of the response"));
    connect(m_body, &QLineEdit::editingFinished, this, &FaultRow::tell);
    layout()->addWidget(m_body);
}

void FaultRow::addEvery()
{
    if (!m_form.everyNth)
        return;
    m_every = addSpin(QStringLiteral("every"), tr("In every which message"), 1, MostEvery, 1);
    m_every->setPrefix(tr("every "));
    narrow(m_every);
}

/// What has a parameter of its own shows it; in which messages, and the body, only while it is on.
void FaultRow::updateShown()
{
    for (QWidget *part : {static_cast<QWidget *>(m_every), static_cast<QWidget *>(m_body)}) {
        if (part != nullptr)
            part->setVisible(isOn());
    }
    updateGeometry();
}

void FaultRow::tell()
{
    if (isOn() && !m_setting)
        Q_EMIT changed();
}

bool FaultRow::isOn() const
{
    return m_switch->isChecked();
}

qint64 FaultRow::number() const
{
    if (m_number != nullptr)
        return m_number->value();
    return m_choice != nullptr && m_form.kind != FaultKind::Status ? m_choice->currentData().toLongLong() : 0;
}

void FaultRow::setNumber(qint64 number)
{
    if (m_number != nullptr)
        m_number->setValue(int(std::min<qint64>(number, m_number->maximum())));
    else if (m_choice != nullptr)
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(number)));
}

/// What is typed half is the last one that was whole.
int FaultRow::status() const
{
    return m_choice->lineEdit()->hasAcceptableInput() ? m_choice->currentText().toInt()
                                                      : m_choice->currentData().toInt();
}

Fault FaultRow::fault() const
{
    Fault fault;
    fault.kind = m_form.kind;
    fault.number = number();
    if (m_every != nullptr)
        fault.every = m_every->value();
    if (m_interval != nullptr)
        fault.interval = std::chrono::milliseconds(m_interval->value());
    if (m_form.kind == FaultKind::Status) {
        fault.status = status();
        fault.headers = m_headers;
        fault.body = m_body->text().toUtf8();
    }
    return fault;
}

void FaultRow::setFault(const Fault &fault)
{
    const QScopedValueRollback setting(m_setting, true);
    if (m_form.kind == FaultKind::Status) {
        m_choice->setEditText(QString::number(fault.status));
        m_headers = fault.headers;
        m_body->setText(QString::fromUtf8(fault.body));
    } else {
        setNumber(fault.number);
    }
    if (m_every != nullptr)
        m_every->setValue(fault.every);
    if (m_interval != nullptr)
        m_interval->setValue(int(fault.interval.count()));
    m_switch->setChecked(true);
}

void FaultRow::setOff()
{
    const QScopedValueRollback setting(m_setting, true);
    m_switch->setChecked(false);
}

} // namespace handglass

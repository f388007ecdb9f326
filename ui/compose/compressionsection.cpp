// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/compressionsection.h"

#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int LeastBits = 8; ///< RFC 7692 §7.1.2.1
constexpr int MostBits = 15;
constexpr int ListHeight = 84;
constexpr int ParametersWidth = 330;

void addBits(QComboBox *box)
{
    for (int bits = LeastBits; bits <= MostBits; ++bits)
        box->addItem(QString::number(bits), bits);
}

} // namespace

QByteArray deflateOfferText(const QList<DeflateOffer> &offers)
{
    QList<Extension> extensions;
    for (const DeflateOffer &offer : offers)
        extensions.append(offer.toExtension());
    return composeExtensions(extensions);
}

CompressionSection::CompressionSection(Theme &theme)
    : m_offers(browserDeflateOffers())
    , m_on(new QCheckBox(tr("Offer compression of messages, permessage-deflate (RFC 7692)")))
    , m_list(new QListWidget)
    , m_serverTakeover(new QCheckBox(QStringLiteral("server_no_context_takeover")))
    , m_clientTakeover(new QCheckBox(QStringLiteral("client_no_context_takeover")))
    , m_line(new TextLabel(theme, TypeStep::Table, Ink::Text))
    , m_replaced(new TextLabel(theme, TypeStep::Table, Ink::Warn))
{
    m_on->setObjectName(QStringLiteral("deflate"));
    m_on->setChecked(true);
    m_line->setObjectName(QStringLiteral("deflateLine"));
    m_line->setMono(true);
    m_line->setWordWrap(true);
    m_line->setAccessibleName(tr("The header as it will go out"));
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_replaced->setObjectName(QStringLiteral("deflateReplaced"));
    m_replaced->setWordWrap(true);
    m_replaced->setText(tr("Sec-WebSocket-Extensions among the headers takes the place of this offer."));
    m_replaced->hide();
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(makeList(theme), 1);
    middle->addWidget(makeParameters(theme));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(m_on);
    all->addLayout(middle);
    all->addWidget(m_line);
    all->addWidget(m_replaced);
    all->addStretch();
    connect(m_on, &QCheckBox::toggled, this, &CompressionSection::notice);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompressionSection::showCurrent);
    fillList();
    showCurrent();
}

QWidget *CompressionSection::makeList(Theme &theme)
{
    auto *part = new QWidget;
    m_list->setObjectName(QStringLiteral("deflateOffers"));
    m_list->setAccessibleName(tr("Offers, the preferred one first"));
    m_list->setToolTip(tr("The server accepts the first offer that it can keep"));
    m_list->setFont(theme.mono());
    m_list->setFixedHeight(ListHeight);
    connect(&theme, &Theme::changed, m_list, [this, &theme] { m_list->setFont(theme.mono()); });
    m_add = makeButton(theme, QStringLiteral("add"), tr("Add an offer"));
    m_remove = makeButton(theme, QStringLiteral("remove"), tr("Remove this offer"));
    connect(m_add, &QToolButton::clicked, this, &CompressionSection::addOffer);
    connect(m_remove, &QToolButton::clicked, this, &CompressionSection::removeOffer);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(2);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_list, 1, Qt::AlignTop);
    row->addLayout(buttons);
    return part;
}

QToolButton *CompressionSection::makeButton(Theme &theme, const QString &icon, const QString &name)
{
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("deflate-") + icon);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    const auto paint = [button, icon, &theme] { button->setIcon(theme.icon(icon, theme.colours().text2)); };
    connect(&theme, &Theme::changed, button, paint);
    paint();
    return button;
}

QWidget *CompressionSection::makeParameters(Theme &theme)
{
    m_parameters = new QWidget;
    m_parameters->setFixedWidth(ParametersWidth);
    m_serverTakeover->setObjectName(QStringLiteral("serverNoContextTakeover"));
    m_serverTakeover->setToolTip(tr("The server compresses each message by itself, RFC 7692 §7.1.1.1"));
    m_clientTakeover->setObjectName(QStringLiteral("clientNoContextTakeover"));
    m_clientTakeover->setToolTip(tr("A hint that the client compresses each message by itself, RFC 7692 §7.1.1.2"));
    m_serverBits = makeBits(
        tr("Window that the server may use, in bits"), QStringLiteral("serverMaxWindowBits"), {tr("not asked for")});
    m_serverBits->setToolTip(tr("RFC 7692 §7.1.2.1"));
    m_clientBits = makeBits(tr("Window that the client may use, in bits"), QStringLiteral("clientMaxWindowBits"),
        {tr("not offered"), tr("offered, no value")});
    m_clientBits->setToolTip(tr("RFC 7692 §7.1.2.2"));
    auto *grid = new QGridLayout(m_parameters);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_serverTakeover, 0, 0, 1, 2);
    grid->addWidget(m_clientTakeover, 1, 0, 1, 2);
    int row = 2;
    for (QComboBox *box : {m_serverBits, m_clientBits}) {
        auto *label = new TextLabel(theme, TypeStep::Body, Ink::Text);
        label->setText(
            box == m_serverBits ? QStringLiteral("server_max_window_bits") : QStringLiteral("client_max_window_bits"));
        label->setBuddy(box);
        grid->addWidget(label, row, 0);
        grid->addWidget(box, row++, 1);
        connect(box, &QComboBox::currentIndexChanged, this, &CompressionSection::takeParameters);
    }
    for (const QCheckBox *box : {m_serverTakeover, m_clientTakeover})
        connect(box, &QCheckBox::toggled, this, &CompressionSection::takeParameters);
    return m_parameters;
}

QComboBox *CompressionSection::makeBits(const QString &name, const QString &objectName, const QStringList &first)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    for (const QString &words : first)
        box->addItem(words);
    addBits(box);
    return box;
}

QString CompressionSection::title() const
{
    return tr("Compression");
}

void CompressionSection::applyTo(ClientOptions &options) const
{
    options.deflate = m_on->isChecked() ? m_offers : QList<DeflateOffer>();
}

void CompressionSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    {
        const QSignalBlocker on(m_on);
        m_on->setChecked(!options.deflate.isEmpty());
    }
    m_offers = options.deflate.isEmpty() ? browserDeflateOffers() : options.deflate;
    fillList();
    m_list->setCurrentRow(0);
    showCurrent();
}

int CompressionSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    return options.deflate == defaults.deflate ? 0 : 1;
}

void CompressionSection::noticeAll(const ClientOptions &options)
{
    const bool replaced = std::any_of(options.headers.begin(), options.headers.end(), [](const HeaderField &field) {
        return field.name.compare("Sec-WebSocket-Extensions", Qt::CaseInsensitive) == 0;
    });
    m_replaced->setVisible(replaced);
}

int CompressionSection::current() const
{
    return std::clamp(m_list->currentRow(), 0, int(m_offers.size()) - 1);
}

void CompressionSection::showCurrent()
{
    const DeflateOffer &offer = m_offers.at(current());
    const QSignalBlocker server(m_serverTakeover);
    const QSignalBlocker client(m_clientTakeover);
    const QSignalBlocker serverBits(m_serverBits);
    const QSignalBlocker clientBits(m_clientBits);
    m_serverTakeover->setChecked(offer.serverNoContextTakeover);
    m_clientTakeover->setChecked(offer.clientNoContextTakeover);
    m_serverBits->setCurrentIndex(offer.serverMaxWindowBits ? m_serverBits->findData(*offer.serverMaxWindowBits) : 0);
    const int hint = offer.clientMaxWindowBitsHint ? m_clientBits->findData(*offer.clientMaxWindowBitsHint) : 1;
    m_clientBits->setCurrentIndex(offer.clientMaxWindowBits ? hint : 0);
    notice();
}

void CompressionSection::takeParameters()
{
    DeflateOffer &offer = m_offers[current()];
    offer.serverNoContextTakeover = m_serverTakeover->isChecked();
    offer.clientNoContextTakeover = m_clientTakeover->isChecked();
    const QVariant server = m_serverBits->currentData();
    const QVariant client = m_clientBits->currentData();
    offer.serverMaxWindowBits = server.isValid() ? std::optional(server.toInt()) : std::nullopt;
    offer.clientMaxWindowBits = m_clientBits->currentIndex() > 0;
    offer.clientMaxWindowBitsHint = client.isValid() ? std::optional(client.toInt()) : std::nullopt;
    m_list->item(current())->setText(QString::fromLatin1(composeExtension(offer.toExtension())));
    notice();
}

void CompressionSection::addOffer()
{
    m_offers.append(DeflateOffer());
    fillList();
    m_list->setCurrentRow(int(m_offers.size()) - 1);
    notice();
}

void CompressionSection::removeOffer()
{
    if (m_offers.size() < 2)
        return;
    m_offers.removeAt(current());
    fillList();
    showCurrent();
}

void CompressionSection::fillList()
{
    const QSignalBlocker blocker(m_list);
    const int row = current();
    m_list->clear();
    for (const DeflateOffer &offer : std::as_const(m_offers))
        m_list->addItem(QString::fromLatin1(composeExtension(offer.toExtension())));
    m_list->setCurrentRow(row);
}

void CompressionSection::notice()
{
    const bool on = m_on->isChecked();
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_parameters, m_add})
        part->setEnabled(on);
    m_remove->setEnabled(on && m_offers.size() > 1);
    m_line->setText(on ? QStringLiteral("Sec-WebSocket-Extensions: ") + QString::fromLatin1(deflateOfferText(m_offers))
                       : tr("No Sec-WebSocket-Extensions header goes out."));
    Q_EMIT edited();
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/deflatetool.h"

#include "app/protocol/deflatenegotiation.h"
#include "ui/common/fieldform.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/learn/tools/linechart.h"
#include "ui/log/deflatetext.h"
#include "ui/stats/chartbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int OwnText = 3;            ///< behind the samples
constexpr int LongestOwn = 256 << 10; ///< characters that are computed
constexpr int OwnLines = 4;
constexpr int ChartHeight = 200;
const QByteArray Field = QByteArrayLiteral("Sec-WebSocket-Extensions: ");

QList<QPointF> pointsOf(const QList<qint64> &sizes)
{
    QList<QPointF> points;
    for (qsizetype at = 0; at < sizes.size(); ++at)
        points.append(QPointF(double(at + 1), double(sizes.at(at))));
    return points;
}

ChartLine plainLine()
{
    return {DeflateTool::tr("without"), Ink::Text2, {4, 3}, {}};
}

ChartLine compressedLine()
{
    return {DeflateTool::tr("with permessage-deflate"), Ink::Text, {}, {}};
}

} // namespace

DeflateTool::DeflateTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_form(new FieldForm(theme))
    , m_sample(new QComboBox)
    , m_own(new QPlainTextEdit)
    , m_takeover(new QCheckBox(tr("The window is kept from message to message")))
    , m_window(new QSpinBox)
    , m_chart(new LineChart(theme, ValueUnit::Bytes, tr("message %1")))
    , m_sums(new FieldForm(theme))
    , m_plain(new TextLabel(theme))
    , m_compressed(new TextLabel(theme))
    , m_saved(new TextLabel(theme))
    , m_offer(new InkLabel(theme))
    , m_answer(new InkLabel(theme))
    , m_liveOffer(new InkLabel(theme))
    , m_liveAnswer(new InkLabel(theme))
{
    setObjectName(QStringLiteral("deflateTool"));
    setAccessibleName(tr("A stream with and without permessage-deflate"));
    addHeading(tr("The same stream, with and without permessage-deflate"));
    makeForm();
    column()->addWidget(m_form);
    column()->addWidget(makeChart());
    m_sums->addField(tr("Without"), m_plain, QStringLiteral("deflatePlain"));
    m_sums->addField(tr("With"), m_compressed, QStringLiteral("deflateCompressed"));
    m_sums->addField(tr("Saved"), m_saved, QStringLiteral("deflateSaved"));
    m_sums->addField(tr("The client offers"), m_offer, QStringLiteral("deflateOffer"));
    m_sums->addField(tr("The server agrees"), m_answer, QStringLiteral("deflateAnswer"));
    m_sums->addField(tr("This lesson's client"), m_liveOffer, QStringLiteral("deflateLiveOffer"));
    m_sums->addField(tr("This lesson's server"), m_liveAnswer, QStringLiteral("deflateLiveAnswer"));
    column()->addWidget(m_sums);
    column()->addStretch(1);
    setLive({}, {});
    compute();
}

void DeflateTool::makeForm()
{
    m_sample->addItems({tr("JSON ticks"), tr("Prose"), tr("Random bytes"), tr("My own text")});
    m_takeover->setChecked(true);
    m_window->setRange(8, 15);
    m_window->setValue(15);
    m_window->setSuffix(tr(" bits"));
    m_own->setFont(theme().mono());
    m_own->setTabChangesFocus(true);
    m_own->setFixedHeight(m_own->fontMetrics().lineSpacing() * OwnLines + 12);
    m_own->setPlaceholderText(tr("Each line is a message"));
    connect(&theme(), &Theme::changed, m_own, [this] {
        m_own->setFont(theme().mono());
        m_own->setFixedHeight(m_own->fontMetrics().lineSpacing() * OwnLines + 12);
    });
    m_form->addField(tr("Messages"), m_sample, QStringLiteral("deflateSample"));
    m_form->addField(tr("My own text"), m_own, QStringLiteral("deflateOwn"));
    m_form->addField(tr("Context takeover"), m_takeover, QStringLiteral("deflateTakeover"));
    m_form->addField(tr("Window"), m_window, QStringLiteral("deflateWindow"));
    m_window->setToolTip(tr("server_max_window_bits, RFC 7692 §7.1.2.1: the server looks back 2^bits bytes"));
    m_form->setRowVisible(m_own, false);
    connect(m_sample, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_form->setRowVisible(m_own, index == OwnText);
        compute();
    });
    connect(m_own, &QPlainTextEdit::textChanged, this, &DeflateTool::compute);
    connect(m_takeover, &QCheckBox::toggled, this, &DeflateTool::compute);
    connect(m_window, &QSpinBox::valueChanged, this, &DeflateTool::compute);
}

QWidget *DeflateTool::makeChart()
{
    m_chart->setObjectName(QStringLiteral("deflateChart"));
    auto *box = new ChartBox(theme(), tr("Payload of each message, B"), m_chart);
    box->setMinimumHeight(ChartHeight);
    auto *keys = new QWidget;
    auto *flow = new FlowLayout(16, 4, keys);
    flow->addWidget(new LineKey(theme(), compressedLine()));
    flow->addWidget(new LineKey(theme(), plainLine()));
    auto *all = new QWidget;
    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(box);
    rows->addWidget(keys);
    return all;
}

void DeflateTool::setLive(const QByteArray &offered, const QByteArray &agreed)
{
    m_sums->setRowVisible(m_liveOffer, !offered.isEmpty());
    m_sums->setRowVisible(m_liveAnswer, !offered.isEmpty());
    m_liveOffer->setText(QString::fromLatin1(Field + offered));
    m_liveAnswer->setText(agreed.isEmpty() ? tr("no extension agreed") : QString::fromLatin1(Field + agreed));
}

QByteArrayList DeflateTool::messages() const
{
    if (m_sample->currentIndex() != OwnText)
        return sampleStream(SampleStream(m_sample->currentIndex()));
    const QByteArray text = m_own->toPlainText().left(LongestOwn).toUtf8();
    return text.isEmpty() ? QByteArrayList() : text.split('\n');
}

void DeflateTool::compute()
{
    const DeflatedStream stream = deflated(messages(), m_window->value(), m_takeover->isChecked());
    ChartLine plain = plainLine();
    ChartLine compressed = compressedLine();
    plain.points = pointsOf(stream.plain);
    compressed.points = pointsOf(stream.compressed);
    m_chart->setLines({compressed, plain});
    showSums(stream);
    showNegotiation();
}

void DeflateTool::showSums(const DeflatedStream &stream)
{
    const qint64 plain = stream.plainSum();
    const qint64 compressed = stream.compressedSum();
    const QString count = stream.plain.size() == 1 ? tr("1 message") : tr("%1 messages").arg(stream.plain.size());
    const auto words = [&count](qint64 sum) { return tr("%1 B in %2").arg(groupedNumber(sum), count); };
    m_plain->setText(words(plain));
    m_compressed->setText(words(compressed));
    if (stream.plain.isEmpty())
        m_saved->setText(tr("Type a line: each is a message."));
    else if (compressed <= plain)
        m_saved->setText(plain == 0 ? tr("nothing")
                                    : tr("%1 B, %2 %: %3")
                                          .arg(groupedNumber(plain - compressed))
                                          .arg((plain - compressed) * 100 / plain)
                                          .arg(ratioText(compressed, plain)));
    else
        m_saved->setText(tr("nothing: %1 B more. Such messages are better sent without RSV1, as they are "
                            "(RFC 7692 §6).")
                             .arg(groupedNumber(compressed - plain)));
}

/// As these settings are negotiated, by the code that the program's own client and server negotiate with.
void DeflateTool::showNegotiation()
{
    DeflateOffer offer;
    offer.clientMaxWindowBits = true;
    DeflatePolicy policy;
    policy.serverNoContextTakeover = !m_takeover->isChecked();
    policy.serverMaxWindowBits = m_window->value();
    const QList<Extension> offered{offer.toExtension()};
    const DeflateAnswer answer = answerDeflateOffers(offered, policy);
    m_offer->setText(QString::fromLatin1(Field + composeExtension(offered.first())));
    m_answer->setText(
        answer.agreement ? QString::fromLatin1(Field + composeExtension(answer.agreement->toExtension())) : QString());
}

} // namespace handglass

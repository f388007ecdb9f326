// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/origintool.h"

#include "app/capture/capture.h"
#include "app/mock/scenarioreader.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "ui/learn/tools/localrig.h"
#include "ui/log/rowtext.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int Gap = 8;
constexpr int RowsRead = 50;
const QByteArray GoodOrigin = QByteArrayLiteral("https://shop.example");
const QByteArray EvilOrigin = QByteArrayLiteral("https://evil.example");
const QByteArray Cookie = QByteArrayLiteral("session=ada-7f3a");

QStringList originsIn(const QString &text)
{
    QStringList origins;
    for (const QString &origin : text.split(u','))
        if (!origin.trimmed().isEmpty())
            origins.append(origin.trimmed());
    return origins;
}

/// The shop's server: whoever has the cookie is told what is in the account.
SharedScenario shop(const QStringList &allowed)
{
    QJsonArray require;
    if (!allowed.isEmpty())
        require.append(QJsonObject{{QStringLiteral("origin"), QJsonArray::fromStringList(allowed)}});
    require.append(QJsonObject{
        {QStringLiteral("cookie"), QStringLiteral("session")}, {QStringLiteral("equals"), QStringLiteral("ada-7f3a")}});
    const QJsonObject greet{{QStringLiteral("on"), QStringLiteral("connect")},
        {QStringLiteral("do"),
            QJsonArray{QJsonObject{{QStringLiteral("send"),
                QStringLiteral("Welcome back, Ada. Session {{cookie.session}}, balance 1 204.50 EUR.")}}}}};
    const QJsonObject route{{QStringLiteral("path"), QStringLiteral("/account")},
        {QStringLiteral("handshake"), QJsonObject{{QStringLiteral("require"), require}}},
        {QStringLiteral("rules"), QJsonArray{greet}}};
    const QJsonObject all{{QStringLiteral("scenario"), 1}, {QStringLiteral("name"), QStringLiteral("shop")},
        {QStringLiteral("routes"), QJsonArray{route}}};
    auto scenario = scenario::parseScenario(QJsonDocument(all).toJson());
    return scenario ? std::make_shared<const Scenario>(std::move(*scenario)) : nullptr;
}

/// The lines of a head, those that decide here strong.
QList<InkPart> headParts(const QByteArray &head)
{
    QList<InkPart> parts;
    const QList<QByteArray> lines = head.trimmed().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        const bool decides = parts.isEmpty() || name == "origin" || name == "cookie";
        const QString text = QString::fromUtf8(line.trimmed());
        parts.append({parts.isEmpty() ? text : u'\n' + text, decides ? Ink::Text : Ink::Text2, decides});
    }
    return parts;
}

} // namespace

OriginTool::OriginTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_check(new QCheckBox(tr("The server checks Origin; allowed:")))
    , m_allowed(monoEdit(theme))
    , m_allowedError(new TextLabel(theme, TypeStep::Table, Ink::Fail))
{
    setObjectName(QStringLiteral("originTool"));
    setAccessibleName(tr("Two pages, one cookie, and the check of Origin"));
    m_sides[Good].origin = GoodOrigin;
    m_sides[Good].name = tr("The shop's own page");
    m_sides[Evil].origin = EvilOrigin;
    m_sides[Evil].name = tr("Somebody else's page");
    addHeading(tr("Two pages, one cookie"));
    addNote(
        tr("You are logged in at the shop. A browser sends the shop's cookie with every handshake to the shop's "
           "server, whichever page opens the connection; no same-origin rule stops it. Only Origin tells the server "
           "which page it was (RFC 6455 §4.1, §10.2)."));
    column()->addWidget(makeCheck());
    column()->addWidget(m_allowedError);
    QWidget *good = makeSide(Good);
    column()->addWidget(new BesideBox({good, makeSide(Evil)}, 2 * Gap));
    addNote(tr("The mock stands for the shop's server. A page cannot set Origin by itself; a program can, so the check "
               "protects the people who browse, not the server."));
    column()->addStretch(1);
}

OriginTool::~OriginTool() = default;

QWidget *OriginTool::makeCheck()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Gap);
    m_check->setObjectName(QStringLiteral("originCheck"));
    m_allowed->setObjectName(QStringLiteral("originAllowed"));
    m_allowed->setAccessibleName(tr("Origins that the server allows"));
    m_allowed->setText(QString::fromLatin1(GoodOrigin));
    m_allowedError->setObjectName(QStringLiteral("originAllowedError"));
    m_allowedError->setWordWrap(true);
    m_allowedError->hide();
    layout->addWidget(m_check);
    layout->addWidget(m_allowed, 1);
    connect(m_check, &QCheckBox::toggled, this, &OriginTool::checkChanged);
    connect(m_allowed, &QLineEdit::textChanged, this, &OriginTool::checkChanged);
    return row;
}

QWidget *OriginTool::makeSide(Page page)
{
    Side &side = m_sides[page];
    const QString prefix = page == Good ? QStringLiteral("originGood") : QStringLiteral("originEvil");
    auto *box = new QFrame;
    box->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(12, Gap, 12, 12);
    column->setSpacing(4);
    auto *name = new TextLabel(theme(), TypeStep::Body, Ink::Text, QFont::Medium);
    name->setText(side.name);
    auto *origin = new InkLabel(theme());
    origin->setText(QString::fromLatin1(side.origin), Ink::Text2);
    side.connectButton = pushButton(tr("Connect"), prefix + QStringLiteral("Connect"));
    side.connectButton->setAccessibleName(tr("Connect as %1").arg(side.name));
    side.outcome = new TextLabel(theme(), TypeStep::Body, Ink::Text2);
    side.outcome->setObjectName(prefix + QStringLiteral("Outcome"));
    side.outcome->setWordWrap(true);
    column->addWidget(name);
    column->addWidget(origin);
    column->addWidget(side.connectButton, 0, Qt::AlignLeft);
    column->addWidget(side.outcome);
    side.heads = new QWidget;
    auto *heads = new QVBoxLayout(side.heads);
    heads->setContentsMargins(0, 0, 0, 0);
    heads->setSpacing(4);
    const auto add = [&](InkLabel *&label, const QString &title, const QString &suffix) {
        label = new InkLabel(theme());
        label->setObjectName(prefix + suffix);
        heads->addWidget(sectionHeading(theme(), title, label));
        heads->addWidget(label);
    };
    add(side.request, tr("It sends"), QStringLiteral("Request"));
    add(side.response, tr("It gets"), QStringLiteral("Response"));
    add(side.message, tr("The first message"), QStringLiteral("Message"));
    column->addWidget(side.heads);
    column->addStretch(1);
    clear(side);
    say(side, tr("Not connected."), Ink::Text2);
    connect(side.connectButton, &QPushButton::clicked, this, [this, page] { connectPage(page); });
    return box;
}

void OriginTool::say(Side &side, const QString &words, Ink ink)
{
    side.outcome->setInk(ink);
    side.outcome->setText(words);
}

void OriginTool::clear(Side &side)
{
    side.heads->hide();
    for (InkLabel *label : {side.request, side.response, side.message})
        label->setParts({});
}

/// What was seen before holds no longer.
void OriginTool::checkChanged()
{
    const bool nobody = m_check->isChecked() && originsIn(m_allowed->text()).isEmpty();
    m_allowedError->setVisible(nobody);
    m_allowedError->setText(
        nobody ? tr("expected at least one origin such as https://shop.example, got none") : QString());
    m_allowed->setProperty("error", nobody);
    m_allowed->update();
    end();
    for (Side &side : m_sides) {
        side.connectButton->setEnabled(!nobody);
        say(side, tr("Not connected."), Ink::Text2);
        clear(side);
    }
    Q_EMIT outcomesChanged({}, {});
}

void OriginTool::connectPage(Page page)
{
    Side &side = m_sides[page];
    say(side, tr("Connecting…"), Ink::Text2);
    clear(side);
    m_wanted[page] = true;
    if (m_port != 0)
        return open(page);
    if (m_rig)
        return; // the mock is about to listen
    m_rig = std::make_unique<LocalRig>();
    const auto fail = [this](const QString &sentence) {
        for (Side &failed : m_sides)
            say(failed, sentence, Ink::Fail);
    };
    if (!m_rig->error().isEmpty()) {
        fail(m_rig->error());
        return m_rig.reset();
    }
    connect(m_rig.get(), &LocalRig::failed, this, fail);
    connect(m_rig.get(), &LocalRig::listening, this, [this](MockServer * /*mock*/, quint16 port) {
        m_port = port;
        for (const Page waiting : {Good, Evil})
            if (m_wanted[waiting])
                open(waiting);
    });
    connect(&m_rig->capture(), &Capture::grew, this, &OriginTool::showRecords);
    connect(&m_rig->capture(), &Capture::connectionChanged, this, &OriginTool::showRecords);
    MockOptions options;
    options.scenario = shop(m_check->isChecked() ? originsIn(m_allowed->text()) : QStringList());
    m_rig->addMock(options);
}

void OriginTool::open(Page page)
{
    Side &side = m_sides[page];
    m_wanted[page] = false;
    if (side.client == nullptr) {
        side.client = m_rig->addClient(side.name);
        connect(side.client, &ClientSession::opened, this, [this, page](qint64 id) { opened(page, id); });
        connect(side.client, &ClientSession::refused, this,
            [this, page](qint64 id, const QString &sentence) { refused(page, id, sentence); });
    }
    const auto url = parseWebSocketUrl(QStringLiteral("ws://127.0.0.1:%1/account").arg(m_port));
    ClientOptions options = LocalRig::options(*url);
    options.origin = side.origin;
    options.headers = {{"Cookie", Cookie}};
    options.deflate = {};
    side.client->open(options);
}

void OriginTool::opened(Page page, qint64 connection)
{
    Side &side = m_sides[page];
    side.connection = connection;
    side.told = QStringLiteral("open");
    say(side,
        page == Good ? tr("✓ Open: the shop talks to its own page.")
                     : tr("✗ Open: this page reads and writes in your name. This is cross-site WebSocket hijacking."),
        page == Good ? Ink::Ok : Ink::Fail);
    showRecords();
    Q_EMIT outcomesChanged(m_sides[Good].told, m_sides[Evil].told);
}

void OriginTool::refused(Page page, qint64 connection, const QString &sentence)
{
    Side &side = m_sides[page];
    side.connection = connection;
    side.told = QStringLiteral("refused");
    say(side,
        page == Evil ? tr("✓ Refused, the cookie did not help: %1").arg(sentence) : tr("✗ Refused: %1").arg(sentence),
        page == Evil ? Ink::Ok : Ink::Fail);
    showRecords();
    Q_EMIT outcomesChanged(m_sides[Good].told, m_sides[Evil].told);
}

void OriginTool::showRecords()
{
    for (Side &side : m_sides) {
        if (side.connection == 0)
            continue;
        showHeads(side);
        showMessage(side);
    }
}

void OriginTool::showHeads(Side &side)
{
    const ConnectionRecord *record = m_rig->capture().connection(side.connection);
    if (record == nullptr)
        return; // not written yet
    side.heads->show();
    side.request->setParts(headParts(record->rawRequest));
    QList<InkPart> response = headParts(record->rawResponse);
    if (!record->body.isEmpty())
        response.append({QStringLiteral("\n\n") + QString::fromUtf8(record->body).trimmed(), Ink::Text2});
    side.response->setParts(response);
}

void OriginTool::showMessage(Side &side)
{
    const CaptureReader &reader = m_rig->capture().reader();
    for (const Entry &entry : reader.range(1, m_rig->capture().lastId(), RowsRead)) {
        if (entry.row.connection != side.connection || entry.row.direction != Direction::Received
            || entry.opcode() != Opcode::Text || entry.row.kind != EntryKind::Frame)
            continue;
        return side.message->setText(oneLine(entry.head));
    }
    side.message->setText(
        side.told == QLatin1String("refused") ? tr("none: no WebSocket") : tr("none yet"), Ink::Text2);
}

/// Nothing runs any more; what was shown stays.
void OriginTool::end()
{
    for (Side &side : m_sides) {
        side.client = nullptr;
        side.connection = 0;
        side.told.clear();
    }
    m_wanted = {};
    m_port = 0;
    m_rig.reset();
}

void OriginTool::hideEvent(QHideEvent *event)
{
    ToolPage::hideEvent(event);
    if (m_rig)
        end();
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/cookieshelf.h"
#include "ui/common/theme.h"
#include "ui/compose/headermodel.h"
#include "ui/compose/requestpanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

class TestRequest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void roundTrip();
    void typesAHeader();
    void pastesLines();
    void removesAndMoves();
    void headerErrors_data();
    void headerErrors();
    void hintsAtReplacing();
    void subprotocols_data();
    void subprotocols();
    void originWithLineEnd();
    void basic();
    void basicErrors();
    void bearer();
    void counts();
    void tellsChanges();
    void showErrorFocuses();
    void modelIsSound();

private:
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    QTableView *table() const { return part<QTableView>("headers"); }
    QString words(const char *name) const { return part<QLabel>(name)->text(); }
    ClientOptions options() const
    {
        ClientOptions result;
        m_panel->applyTo(result);
        return result;
    }
    void setHeaders(const QList<HeaderField> &headers)
    {
        ClientOptions options;
        options.headers = headers;
        m_panel->setOptions(options);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CookieShelf> m_shelf;
    std::unique_ptr<RequestPanel> m_panel;
};

void TestRequest::init()
{
    failOnWarnings();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_folder = std::make_unique<QTemporaryDir>();
    m_shelf = std::make_unique<CookieShelf>(m_folder->path());
    m_shelf->setProfiles({QStringLiteral("default"), QStringLiteral("staging")});
    m_panel = std::make_unique<RequestPanel>(*m_theme, *m_shelf);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestRequest::cleanup()
{
    m_panel.reset();
    m_shelf.reset();
    m_theme.reset();
}

void TestRequest::roundTrip()
{
    ClientOptions given;
    given.headers = {{"X-A", "1", 0}, {"x-a", "2", 0}, {"X-Empty", "", 0}};
    given.subprotocols = {QStringLiteral("quotes.v2"), QStringLiteral("quotes.v1")};
    given.origin = "https://desk.example.net";
    given.user = QStringLiteral("ada");
    given.password = QStringLiteral("p:w ü");
    m_panel->setOptions(given);
    const ClientOptions got = options();
    QCOMPARE(got.headers, given.headers);
    QCOMPARE(got.subprotocols, given.subprotocols);
    QCOMPARE(got.origin, given.origin);
    QCOMPARE(got.user, given.user);
    QCOMPARE(got.password, given.password);
    QVERIFY(got.bearer.isEmpty());
    QVERIFY2(m_panel->error().isEmpty(), qUtf8Printable(m_panel->error()));
    m_panel->setOptions({});
    QCOMPARE(m_panel->count(), 0);
}

void TestRequest::typesAHeader()
{
    const auto *model = table()->model();
    QTest::mouseClick(part("header-add"), Qt::LeftButton);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("X-Trace"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(model->rowCount(), 2);
    QTRY_VERIFY(table()->hasFocus());
    table()->setCurrentIndex(model->index(0, HeaderModel::ValueColumn));
    QTest::keyClicks(table(), QStringLiteral("a"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("bc"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(options().headers, (QList<HeaderField>{{"X-Trace", "abc", 0}}));
    QTest::mouseClick(part("header-add"), Qt::LeftButton);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("X-Whole: line"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(options().headers.last(), (HeaderField{"X-Whole", "line", 0}));
}

void TestRequest::pastesLines()
{
    setHeaders({{"A", "1", 0}, {"B", "2", 0}});
    QGuiApplication::clipboard()->setText(QStringLiteral("X: 1\r\n\n  Cookie: a=b: c \r\nnocolon\n"));
    table()->setCurrentIndex(table()->model()->index(0, 0));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(options().headers,
        (QList<HeaderField>{{"A", "1", 0}, {"X", "1", 0}, {"Cookie", "a=b: c", 0}, {"nocolon", "", 0}, {"B", "2", 0}}));
}

void TestRequest::removesAndMoves()
{
    setHeaders({{"A", "1", 0}, {"B", "2", 0}, {"C", "3", 0}});
    table()->setCurrentIndex(table()->model()->index(2, 0));
    QTest::mouseClick(part("header-sent"), Qt::LeftButton);
    QTest::mouseClick(part("header-sent"), Qt::LeftButton);
    QTest::mouseClick(part("header-sent"), Qt::LeftButton);
    QCOMPARE(options().headers.first().name, QByteArray("C"));
    QTest::mouseClick(part("header-received"), Qt::LeftButton);
    QCOMPARE(options().headers.at(1).name, QByteArray("C"));
    QTest::mouseClick(part("header-remove"), Qt::LeftButton);
    QCOMPARE(options().headers, (QList<HeaderField>{{"A", "1", 0}, {"B", "2", 0}}));
    QTest::keyClick(table(), Qt::Key_Delete);
    QTest::keyClick(table(), Qt::Key_Delete);
    QTest::keyClick(table(), Qt::Key_Delete);
    QVERIFY(options().headers.size() <= 1);
}

void TestRequest::headerErrors_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("column");
    QTest::newRow("CR LF") << QByteArray("X") << QByteArray("a\r\nInjected: b") << 1;
    QTest::newRow("LF") << QByteArray("X") << QByteArray("a\nb") << 1;
    QTest::newRow("NUL") << QByteArray("X") << QByteArray("a\0b", 3) << 1;
    QTest::newRow("space in the name") << QByteArray("X A") << QByteArray("a") << 0;
    QTest::newRow("colon in the name") << QByteArray("X:A") << QByteArray("a") << 0;
    QTest::newRow("line end in the name") << QByteArray("X\r\nB") << QByteArray("a") << 0;
    QTest::newRow("no name") << QByteArray() << QByteArray("a") << 0;
}

void TestRequest::headerErrors()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, column);
    setHeaders({{"Good", "1", 0}, {name, value, 0}});
    QCOMPARE(m_panel->error(), headerError(name, value));
    QVERIFY(!m_panel->error().isEmpty());
    QCOMPARE(words("headerMessage"), m_panel->error());
    QVERIFY(part("headerMessage")->isVisible());
    const QAbstractItemModel *model = table()->model();
    QVERIFY(model->index(1, column).data(Qt::DecorationRole).isValid());
    QVERIFY(!model->index(1, 1 - column).data(Qt::DecorationRole).isValid());
    QVERIFY(!model->index(0, 0).data(Qt::DecorationRole).isValid());
    setHeaders({{"Good", "1", 0}});
    QVERIFY(m_panel->error().isEmpty());
    QVERIFY(!part("headerMessage")->isVisible());
}

void TestRequest::hintsAtReplacing()
{
    setHeaders({{"host", "other", 0}, {"X", "1", 0}, {"Authorization", "x", 0}});
    QVERIFY(m_panel->error().isEmpty());
    table()->setCurrentIndex(table()->model()->index(0, 0));
    QCOMPARE(words("headerMessage"), QStringLiteral("This host takes the place of the one that the handshake has."));
    table()->setCurrentIndex(table()->model()->index(1, 0));
    QVERIFY(words("headerMessage").isEmpty());
    table()->setCurrentIndex(table()->model()->index(2, 0));
    QVERIFY(words("headerMessage").contains(QStringLiteral("instead of the one at the right")));
}

void TestRequest::subprotocols_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("good");
    QTest::newRow("lines") << QStringLiteral("a\nb\n") << QStringList{QStringLiteral("a"), QStringLiteral("b")} << true;
    QTest::newRow("commas") << QStringLiteral("a, b ,,c")
                            << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")} << true;
    QTest::newRow("twice") << QStringLiteral("a,a") << QStringList{QStringLiteral("a"), QStringLiteral("a")} << false;
    QTest::newRow("space inside") << QStringLiteral("a b") << QStringList{QStringLiteral("a b")} << false;
    QTest::newRow("nothing") << QStringLiteral(" \n,") << QStringList() << true;
}

void TestRequest::subprotocols()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, names);
    QFETCH(bool, good);
    part<QPlainTextEdit>("subprotocols")->setPlainText(typed);
    QCOMPARE(options().subprotocols, names);
    QCOMPARE(m_panel->error().isEmpty(), good);
    QCOMPARE(words("subprotocolError"), m_panel->error());
    QCOMPARE(part("subprotocolError")->isVisible(), !good);
}

void TestRequest::originWithLineEnd()
{
    ClientOptions given;
    given.origin = "https://a\r\nX: y";
    m_panel->setOptions(given);
    QVERIFY(m_panel->error().contains(QStringLiteral("CR")));
    QCOMPARE(words("originError"), m_panel->error());
    QCOMPARE(options().origin, given.origin);
}

void TestRequest::basic()
{
    part<QComboBox>("authorization")->setCurrentIndex(1);
    QTest::keyClicks(part("authUser"), QStringLiteral("ada"));
    auto *password = part<QLineEdit>("authPassword");
    QTest::keyClicks(password, QStringLiteral("secret"));
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QVERIFY(!password->displayText().contains(QStringLiteral("secret")));
    part<QAction>("authPasswordReveal")->trigger();
    QCOMPARE(password->echoMode(), QLineEdit::Normal);
    QCOMPARE(options().user, QStringLiteral("ada"));
    QCOMPARE(options().password, QStringLiteral("secret"));
    part<QComboBox>("authorization")->setCurrentIndex(0);
    QVERIFY(options().user.isEmpty() && options().password.isEmpty());
}

void TestRequest::basicErrors()
{
    part<QComboBox>("authorization")->setCurrentIndex(1);
    part<QLineEdit>("authUser")->setText(QStringLiteral("a:b"));
    QVERIFY(m_panel->error().contains(QStringLiteral("RFC 7617")));
    QCOMPARE(words("authorizationError"), m_panel->error());
    part<QLineEdit>("authUser")->setText(QStringLiteral("ab"));
    QVERIFY(m_panel->error().isEmpty());
}

void TestRequest::bearer()
{
    part<QComboBox>("authorization")->setCurrentIndex(2);
    auto *token = part<QLineEdit>("authToken");
    QTest::keyClicks(token, QStringLiteral("abc.DEF-1=="));
    QCOMPARE(options().bearer, QStringLiteral("abc.DEF-1=="));
    QCOMPARE(token->echoMode(), QLineEdit::Password);
    QVERIFY(m_panel->error().isEmpty());
    QTest::keyClicks(token, QStringLiteral(" x"));
    QVERIFY(m_panel->error().contains(QStringLiteral("RFC 6750")));
}

void TestRequest::counts()
{
    QCOMPARE(m_panel->count(), 0);
    setHeaders({{"A", "1", 0}, {"B", "2", 0}});
    QCOMPARE(m_panel->count(), 2);
    part<QPlainTextEdit>("subprotocols")->setPlainText(QStringLiteral("a,b"));
    QCOMPARE(m_panel->count(), 3);
    part<QLineEdit>("origin")->setText(QStringLiteral("null"));
    QCOMPARE(m_panel->count(), 4);
    part<QComboBox>("authorization")->setCurrentIndex(2);
    QCOMPARE(m_panel->count(), 4);
    part<QLineEdit>("authToken")->setText(QStringLiteral("x"));
    QCOMPARE(m_panel->count(), 5);
}

void TestRequest::tellsChanges()
{
    QSignalSpy changed(m_panel.get(), &RequestPanel::changed);
    m_panel->setOptions({});
    QCOMPARE(changed.size(), 1);
    QTest::keyClicks(part("origin"), QStringLiteral("n"));
    QCOMPARE(changed.size(), 2);
    QGuiApplication::clipboard()->setText(QStringLiteral("A: b"));
    QTest::mouseClick(part("header-capture"), Qt::LeftButton);
    QCOMPARE(changed.size(), 3);
}

void TestRequest::showErrorFocuses()
{
    part<QPlainTextEdit>("subprotocols")->setPlainText(QStringLiteral("a b"));
    m_panel->showError();
    QVERIFY(part("subprotocols")->hasFocus());
    QGuiApplication::clipboard()->setText(QStringLiteral("good: 1\nb a d: 2"));
    QTest::mouseClick(part("header-capture"), Qt::LeftButton);
    m_panel->showError();
    QVERIFY(table()->hasFocus());
    QCOMPARE(table()->currentIndex().row(), 1);
}

void TestRequest::modelIsSound()
{
    HeaderModel model(*m_theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setHeaders({{"A", "1", 0}});
    QCOMPARE(model.paste(QStringLiteral("B: 2\nC: 3"), 0), 2);
    QCOMPARE(model.moveHeader(0, 1), 1);
    QCOMPARE(model.moveHeader(2, 1), 2);
    QVERIFY(model.setData(model.index(3, 1), QStringLiteral("v"), Qt::EditRole));
    QVERIFY(!model.setData(model.index(4, 1), QString(), Qt::EditRole));
    model.removeHeader(0);
    model.removeHeader(99);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.headers().size(), 3);
}

QTEST_MAIN(TestRequest)
#include "tst_request.moc"

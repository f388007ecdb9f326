// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/filtercompletion.h"
#include "ui/log/filtershelf.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/log/tickbar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimer>
#include <QTreeWidget>

using namespace handglass;

namespace {

/// Parted by |.
QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u'|', Qt::SkipEmptyParts);
}

} // namespace

/// The filter as a person uses it: written, completed, wrong, kept, only highlighting.
class TestFilterBar final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void filtersWhileRowsCome();
    void findsAMessageWhenItIsWhole();
    void tellsAnErrorAtItsPlace();
    void tellsWhatIsTakenAsText();
    void followsMarks();
    void completes_data();
    void completes();
    void completesWithTheKeyboard();
    void completesMembersOfTheRows();
    void listsMembers();
    void remembersWhatWasUsed();
    void keepsNamedFilters();
    void highlightsAndGoesFromMatchToMatch();
    void filtersByACell();
    void cancelsAndGoesOn();

private:
    QLineEdit *edit() const { return m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter")); }
    QString count() const { return plain(m_panel->findChild<QLabel *>(QStringLiteral("logCount"))->text()); }
    QString notice() const { return m_panel->findChild<QLabel *>(QStringLiteral("logNotice"))->text(); }
    int rows() const { return m_panel->view()->model()->rowCount(); }
    static QString plain(QString text) { return text.replace(QChar(0x2009), u' '); }
    void type(const QString &text) const;
    void fill(int count) const;
    QAction *action(const QString &text) const;
    QWidget *popup(const char *name) const { return m_panel->findChild<QWidget *>(QString::fromLatin1(name)); }

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<LogPanel> m_panel;
};

void TestFilterBar::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_filterbar"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Light);
}

void TestFilterBar::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_panel = std::make_unique<LogPanel>(m_theme);
    m_panel->resize(1064, 400);
    m_panel->setScope(m_capture->get(), {});
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestFilterBar::cleanup()
{
    m_panel.reset();
    m_capture.reset();
}

void TestFilterBar::type(const QString &text) const
{
    edit()->setFocus();
    edit()->selectAll();
    QTest::keyClicks(edit(), text);
}

/// Every tenth row is a tick.
void TestFilterBar::fill(int count) const
{
    const int wanted = rows() + count;
    for (int i = 0; i < count; ++i) {
        const QByteArray kind = i % 10 == 3 ? "tick" : "quote";
        m_capture->frame(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received,
            "{\"type\":\"" + kind + "\",\"n\":" + QByteArray::number(i) + "}");
    }
    QTRY_COMPARE(rows(), wanted);
}

QAction *TestFilterBar::action(const QString &text) const
{
    const QList<QAction *> actions = m_panel->viewActions();
    for (QAction *each : actions) {
        if (each->text().remove(u'&') == text)
            return each;
    }
    return nullptr;
}

void TestFilterBar::filtersWhileRowsCome()
{
    fill(100);
    type(QStringLiteral("$.type=tick $.n>50"));
    QTRY_COMPARE(rows(), 5);
    QTRY_COMPARE(count(), QStringLiteral("5 of 100 rows"));
    for (int i = 0; i < 100; ++i)
        m_capture->frame(Opcode::Text, Direction::Sent, i % 2 == 0 ? R"({"type":"tick","n":51})" : "other");
    QTRY_COMPARE(rows(), 55);
    QTRY_COMPARE(count(), QStringLiteral("55 of 200 rows"));
    QTest::keyClick(edit(), Qt::Key_Escape);
    QTRY_COMPARE(rows(), 200);
}

/// Its first row was searched before the message was whole.
void TestFilterBar::findsAMessageWhenItIsWhole()
{
    type(QStringLiteral("$.type=frag or tick"));
    EntryRow first = m_capture->row(Opcode::Text, Direction::Received, 10);
    first.bits = static_cast<quint16>((first.bits & ~0x80) | EntryFirst);
    const EntryId id = m_capture->add(first, R"({"type":"fr)", {});
    m_capture->frame(Opcode::Text, Direction::Sent, "tick");
    QTRY_COMPARE(rows(), 1);
    EntryRow rest = m_capture->row(Opcode::Continuation, Direction::Received, 10);
    rest.bits |= EntryLast;
    rest.messageFirst = id;
    m_capture->add(rest, R"(ag"})", {});
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(m_panel->view()->model()->index(0, 0).data().toString(), QString::number(id));
}

void TestFilterBar::tellsAnErrorAtItsPlace()
{
    fill(100);
    type(QStringLiteral("tick"));
    QTRY_COMPARE(rows(), 10);
    QSignalSpy changed(m_panel.get(), &LogPanel::filterChanged);
    type(QStringLiteral("tick size>1x"));
    QTRY_VERIFY(edit()->property("error").toBool());
    const auto *sentence = m_panel->findChild<QWidget *>(QStringLiteral("filterError"));
    QVERIFY(sentence && sentence->isVisible());
    QCOMPARE(sentence->accessibleName(), QStringLiteral("expected a size such as 1500, 1k or 4KiB, got “1x”"));
    QCOMPARE(edit()->accessibleDescription(), sentence->accessibleName());
    QVERIFY(sentence->geometry().top() > edit()->mapTo(m_panel.get(), QPoint()).y());
    QCOMPARE(rows(), 10);
    QTest::keyClick(edit(), Qt::Key_Home);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(edit()->cursorPosition(), 10);
    QCOMPARE(m_panel->focusWidget(), edit());
    QCOMPARE(edit()->text(), QStringLiteral("tick size>1x"));
    QCOMPARE(changed.size(), 0);
    type(QStringLiteral("tick size>1"));
    QTRY_VERIFY(!edit()->property("error").toBool());
    QVERIFY(!sentence->isVisible());
    QTRY_COMPARE(rows(), 10);
}

void TestFilterBar::tellsWhatIsTakenAsText()
{
    type(QStringLiteral("tpye:text"));
    QTRY_COMPARE(notice(), QStringLiteral("“tpye” is no field (nearest: type), so it is found as text"));
    type(QStringLiteral("type:text"));
    QTRY_COMPARE(notice(), QString());
}

void TestFilterBar::followsMarks()
{
    fill(20);
    type(QStringLiteral("marked"));
    QTRY_COMPARE(rows(), 0);
    (*m_capture)->setMark(7, QStringLiteral("odd"));
    QTRY_COMPARE(rows(), 1);
    type(QStringLiteral("comment:odd"));
    QTRY_COMPARE(rows(), 1);
    (*m_capture)->removeMark(7);
    QTRY_COMPARE(rows(), 0);
}

void TestFilterBar::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<int>("position");
    QTest::addColumn<QStringList>("items");
    const auto row = [](const char *text, bool asked, int position, const QStringList &items) {
        QTest::newRow(text) << QString::fromLatin1(text) << asked << position << items;
    };
    row("ti", false, 0, words("time:"));
    row("tick -ti", false, 6, words("time:"));
    row("(rsv", false, 1, words("rsv1:|rsv2:|rsv3:"));
    row("xyz", false, 0, words(""));
    row("", false, 0, words(""));
    row("tick ", false, 5, words(""));
    row("dir:", false, 4, words("sent|received"));
    row("a dir!=r", false, 7, words("received"));
    row("type:text,pi", false, 10, words("ping"));
    row("dir:sent", false, 4, words(""));
    row("dir:sent ", false, 9, words(""));
    row("mark", false, 0, words("marked"));
    row("marked", false, 0, words(""));
    row("$.t", false, 0, words("$.type|$.time"));
    row("$.x", false, 0, words(""));
}

void TestFilterBar::completes()
{
    QFETCH(QString, text);
    QFETCH(bool, asked);
    QFETCH(int, position);
    QFETCH(QStringList, items);
    const FilterCompletion completion =
        completeFilter(text, text.size(), {QStringLiteral("$.type"), QStringLiteral("$.time")}, asked);
    QStringList texts;
    for (const FilterCompletion::Item &item : completion.items)
        texts.append(item.text);
    QCOMPARE(texts, items);
    QCOMPARE(completion.position, position);
    QCOMPARE(completion.length, text.size() - position);
}

void TestFilterBar::completesWithTheKeyboard()
{
    fill(20);
    type(QStringLiteral("tick di"));
    auto *list = qobject_cast<QAbstractItemView *>(popup("filterCompletion"));
    if (list == nullptr)
        list = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QVERIFY(list && list->isVisible());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(edit()->text(), QStringLiteral("tick dir:"));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(edit()->text(), QStringLiteral("tick dir:received"));
    QTRY_COMPARE(rows(), 2);
    QVERIFY(edit()->hasFocus());
}

void TestFilterBar::completesMembersOfTheRows()
{
    fill(20);
    m_panel->view()->setFocus();
    edit()->setFocus();
    const auto offered = [this] {
        type(QStringLiteral("$.ty"));
        const auto *list = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
        return list != nullptr && list->model()->rowCount() == 1
            && list->model()->index(0, 0).data().toString() == QStringLiteral("$.type");
    };
    QTRY_VERIFY(offered());
}

void TestFilterBar::listsMembers()
{
    const QByteArray text = R"({"a":{"b":[{"c":1},{"c":2,"odd name":3}]},"d":null,"e":{"f":{"g":{"h":1}}}})";
    QCOMPARE(
        jsonMembers(text, 4), words("$.a|$.a.b|$.a.b[*].c|$.a.b[*][\"odd name\"]|$.d|$.e|$.e.f|$.e.f.g|$.e.f.g.h"));
    QCOMPARE(jsonMembers(text, 1), words("$.a|$.d|$.e"));
    QCOMPARE(jsonMembers(text, 4, 2), words("$.a|$.a.b"));
    QCOMPARE(jsonMembers(R"({"a":1,)"), words("$.a"));
    QCOMPARE(jsonMembers("}"), QStringList());
}

void TestFilterBar::remembersWhatWasUsed()
{
    fill(20);
    type(QStringLiteral("tick"));
    QTRY_COMPARE(rows(), 2);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(m_panel->focusWidget(), m_panel->view());
    type(QStringLiteral("dir:sent"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(FilterShelf::recent(), words("dir:sent|tick"));
    type(QStringLiteral("size>1x"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(FilterShelf::recent(), words("dir:sent|tick"));
    for (int i = 0; i < 2 * FilterShelf::MostRecent; ++i)
        FilterShelf::use(QString::number(i));
    FilterShelf::use(QStringLiteral("tick"));
    QCOMPARE(FilterShelf::recent().size(), FilterShelf::MostRecent);
    QTest::keyClick(edit(), Qt::Key_Down, Qt::AltModifier);
    auto *recent = m_panel->findChild<QListWidget *>(QStringLiteral("recentFilters"));
    QVERIFY(recent && recent->isVisible());
    QCOMPARE(recent->item(0)->text(), QStringLiteral("tick"));
    QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualItemRect(recent->item(0)).center());
    QCOMPARE(edit()->text(), QStringLiteral("tick"));
    QTRY_COMPARE(rows(), 2);
}

void TestFilterBar::keepsNamedFilters()
{
    fill(20);
    type(QStringLiteral("-tick"));
    QTRY_COMPARE(rows(), 18);
    QTest::keyClick(edit(), Qt::Key_Down, Qt::AltModifier);
    auto *named = m_panel->findChild<QTreeWidget *>(QStringLiteral("namedFilters"));
    auto *save = m_panel->findChild<QAbstractButton *>(QStringLiteral("saveFilter"));
    QVERIFY(named && named->isVisible());
    save->click();
    auto *name = named->findChild<QLineEdit *>();
    QVERIFY(name);
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("no heartbeat"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(FilterShelf::named(), QList<NamedFilter>({{QStringLiteral("no heartbeat"), QStringLiteral("-tick")}}));
    QTest::keyClick(named, Qt::Key_Escape);
    QVERIFY(!named->isVisible());

    m_panel = std::make_unique<LogPanel>(m_theme); // the next start
    m_panel->setScope(m_capture->get(), {});
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    edit()->setFocus();
    QTest::keyClick(edit(), Qt::Key_Down, Qt::AltModifier);
    named = m_panel->findChild<QTreeWidget *>(QStringLiteral("namedFilters"));
    QVERIFY(named->isVisible());
    QTest::keyClick(named, Qt::Key_Return);
    QCOMPARE(edit()->text(), QStringLiteral("-tick"));
    QTRY_COMPARE(rows(), 18);
    QTest::keyClick(edit(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(named, Qt::Key_Delete);
    QCOMPARE(FilterShelf::named(), QList<NamedFilter>());
    QVERIFY(!m_panel->findChild<QAbstractButton *>(QStringLiteral("removeFilter"))->isEnabled());
    QTest::keyClick(named, Qt::Key_Escape);
}

void TestFilterBar::highlightsAndGoesFromMatchToMatch()
{
    fill(100);
    auto *button = m_panel->findChild<QAbstractButton *>(QStringLiteral("logHighlight"));
    button->click();
    type(QStringLiteral("tick"));
    QTRY_COMPARE(count(), QStringLiteral("10 matches in 100 rows"));
    QCOMPARE(rows(), 100);
    QVERIFY(!m_panel->view()->tickBar().matchTicks().isEmpty());
    QTest::keyClick(edit(), Qt::Key_Return);
    QAction *next = action(QStringLiteral("Next match"));
    QAction *previous = action(QStringLiteral("Previous match"));
    QVERIFY(next && previous);
    m_panel->showEntry(1);
    next->trigger();
    QCOMPARE(m_panel->currentEntry(), 4);
    next->trigger();
    QCOMPARE(m_panel->currentEntry(), 14);
    previous->trigger();
    QCOMPARE(m_panel->currentEntry(), 4);
    previous->trigger();
    QCOMPARE(m_panel->currentEntry(), 4);
    fill(10);
    QTRY_COMPARE(count(), QStringLiteral("11 matches in 110 rows"));
    QCOMPARE(m_panel->currentEntry(), 4);
    button->click();
    QTRY_COMPARE(rows(), 11);
    QVERIFY(m_panel->view()->tickBar().matchTicks().isEmpty());
    QCOMPARE(m_panel->currentEntry(), 4);
    next->trigger();
    QCOMPARE(m_panel->currentEntry(), 14);
}

void TestFilterBar::filtersByACell()
{
    fill(20);
    LogView *view = m_panel->view();
    view->setFollowing(false);
    const auto choose = [&](int column, const char *menu, int item) {
        QTRY_VERIFY(!view->model()->index(3, 0).data().toString().isEmpty()); // it is read
        const QRect cell = view->visualRect(view->model()->index(3, column));
        QTimer::singleShot(0, this, [menu, item] {
            auto *context = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(context);
            auto *sub = context->findChild<QMenu *>(QString::fromLatin1(menu));
            const bool comes = sub != nullptr && QTest::qWaitFor([sub] { return sub->isEnabled(); }); // it is read
            if (comes)
                sub->actions().value(item)->trigger();
            context->close();
            QVERIFY(comes);
        });
        Q_EMIT view->customContextMenuRequested(cell.center());
    };
    choose(3, "filterBy", 0);
    QCOMPARE(edit()->text(), QStringLiteral("dir:received"));
    QTRY_COMPARE(rows(), 10);
    choose(6, "filterExclude", 1);
    QCOMPARE(edit()->text(), QStringLiteral("dir:received -$.n=7"));
    QTRY_COMPARE(rows(), 9);
    choose(6, "filterBy", 0);
    QCOMPARE(edit()->text(), QStringLiteral("(dir:received -$.n=7) $.type=\"quote\""));
    QTRY_COMPARE(rows(), 7);
}

void TestFilterBar::cancelsAndGoesOn()
{
    EntryBatch batch;
    for (int i = 0; i < 400'000; ++i)
        batch.add(m_capture->row(Opcode::Text, Direction::Sent, 5), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    (*m_capture)->writer()->append(batch);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 400'000, 30'000);
    auto *cancel = m_panel->findChild<QAbstractButton *>(QStringLiteral("logCancelSearch"));
    QVERIFY(!cancel->isVisible());
    edit()->setText(QStringLiteral("/(a+)+$/")); // takes long for each row
    QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), 10'000);
    QVERIFY(count().startsWith(QStringLiteral("Searching")));
    cancel->click();
    QVERIFY(!cancel->isVisible());
    QVERIFY2(notice().startsWith(QStringLiteral("Search cancelled at ")), qPrintable(notice()));
    QVERIFY(!count().startsWith(QStringLiteral("Searching")));
    edit()->setText(QStringLiteral("b")); // a newer one is not held up
    QTRY_COMPARE_WITH_TIMEOUT(count(), QStringLiteral("400 000 of 400 000 rows"), 20'000);
    QCOMPARE(notice(), QString());
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/session/sessionmodel.h"
#include "ui/session/sessionview.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace handglass;

namespace {

SessionRow row(const QString &name, const QString &note = {}, StateMark mark = StateMark::Open)
{
    SessionRow row;
    row.name = name;
    row.note = note;
    row.mark = mark;
    return row;
}

} // namespace

class TestSessionModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_model = std::make_unique<SessionModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void emptyGroupsSayWhatComes();
    void sessionsAndClients();
    void removingTheLastBringsTheHintBack();
    void captures();
    void onlySessionsAreRenamed();
    void everyRowSpeaks();
    void viewChoosesAndRenames();
    void stripKeepsNamesAsToolTips();

private:
    QModelIndex group(int number) const { return m_model->index(number, 0); }
    std::unique_ptr<SessionModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSessionModel::emptyGroupsSayWhatComes()
{
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(group(0).data().toString(), u"Sessions"_qs);
    QCOMPARE(m_model->rowCount(group(0)), 1);
    const QModelIndex hint = m_model->index(0, 0, group(0));
    QVERIFY(hint.data().toString().startsWith(u"None yet."));
    QVERIFY(!(hint.flags() & Qt::ItemIsSelectable));
}

void TestSessionModel::sessionsAndClients()
{
    m_model->setSession(1, row(u"quotes"_qs));
    m_model->setSession(2, row(u"mock :8080"_qs));
    m_model->setClient(2, 11, row(u"1  node"_qs, u"426"_qs));
    m_model->setClient(2, 12, row(u"2  browser"_qs, u"403"_qs, StateMark::Refused));
    m_model->setClient(99, 13, row(u"of a session that is gone"_qs));
    QCOMPARE(m_model->rowCount(group(0)), 2);
    const QModelIndex mock = m_model->sessionIndex(2);
    QCOMPARE(m_model->rowCount(mock), 2);
    QCOMPARE(m_model->clientIndex(2, 12).data(SessionModel::MarkRole).toInt(), int(StateMark::Refused));
    QCOMPARE(m_model->clientIndex(2, 12).data(SessionModel::SessionRole).toLongLong(), 2);

    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setClient(2, 11, row(u"1  node"_qs, u"427"_qs));
    m_model->setClient(2, 11, row(u"1  node"_qs, u"427"_qs));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_model->clientIndex(2, 11).data(SessionModel::NoteRole).toString(), u"427"_qs);
}

void TestSessionModel::removingTheLastBringsTheHintBack()
{
    m_model->setSession(1, row(u"quotes"_qs));
    m_model->setSession(2, row(u"mock"_qs));
    m_model->setClient(2, 11, row(u"1"_qs));
    m_model->removeSession(2);
    QCOMPARE(m_model->rowCount(group(0)), 1);
    QVERIFY(!m_model->clientIndex(2, 11).isValid());
    m_model->removeSession(1);
    m_model->removeSession(1);
    QCOMPARE(m_model->rowCount(group(0)), 1);
    QVERIFY(m_model->index(0, 0, group(0)).data().toString().startsWith(u"None."));
}

void TestSessionModel::captures()
{
    QObject capture;
    m_model->setCapture(&capture, row(u"pound-sign.hgcap"_qs, u"18 420"_qs));
    m_model->setCapturedSession(&capture, 7, row(u"quotes"_qs));
    const QModelIndex index = m_model->captureIndex(&capture);
    QCOMPARE(index.data(SessionModel::CaptureRole).value<QObject *>(), &capture);
    QCOMPARE(m_model->rowCount(index), 1);
    const QModelIndex session = m_model->index(0, 0, index);
    QCOMPARE(session.data(SessionModel::SessionRole).toLongLong(), 7);
    QCOMPARE(session.data(SessionModel::CaptureRole).value<QObject *>(), &capture);
    m_model->removeCapture(&capture);
    QVERIFY(!m_model->captureIndex(&capture).isValid());
    QCOMPARE(m_model->index(0, 0, group(1)).data().toString(), u"None open."_qs);
}

void TestSessionModel::onlySessionsAreRenamed()
{
    m_model->setSession(1, row(u"quotes"_qs));
    m_model->setClient(1, 5, row(u"1"_qs));
    QSignalSpy renamed(m_model.get(), &SessionModel::renamed);
    QVERIFY(!m_model->setData(m_model->clientIndex(1, 5), u"other"_qs));
    QVERIFY(!m_model->setData(m_model->sessionIndex(1), u"   "_qs));
    QVERIFY(m_model->setData(m_model->sessionIndex(1), u"quotes"_qs));
    QCOMPARE(renamed.count(), 0);
    QVERIFY(m_model->setData(m_model->sessionIndex(1), u" quotes live "_qs));
    QCOMPARE(renamed.count(), 1);
    QCOMPARE(renamed.first().at(1).toString(), u"quotes live"_qs);
}

void TestSessionModel::everyRowSpeaks()
{
    m_model->setSession(1, row(u"orders"_qs, u"401"_qs, StateMark::Refused));
    QCOMPARE(m_model->sessionIndex(1).data(Qt::AccessibleTextRole).toString(), u"orders, refused, 401"_qs);
}

void TestSessionModel::viewChoosesAndRenames()
{
    Theme theme;
    theme.apply(ThemeChoice::Light);
    SessionView view(theme, *m_model);
    view.resize(216, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    m_model->setSession(1, row(u"quotes"_qs));
    m_model->setSession(2, row(u"mock"_qs));
    m_model->setClient(2, 11, row(u"1  node"_qs));
    QSignalSpy chosen(&view, &SessionView::chosen);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(m_model->clientIndex(2, 11)).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toModelIndex(), m_model->clientIndex(2, 11));

    // The chevron folds and chooses nothing.
    const QRect mock = view.visualRect(m_model->sessionIndex(2));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(mock.left() + 10, mock.center().y()));
    QVERIFY(!view.isExpanded(m_model->sessionIndex(2)));

    QSignalSpy renamed(m_model.get(), &SessionModel::renamed);
    view.choose(m_model->sessionIndex(1));
    view.renameCurrent();
    QTest::keyClicks(QApplication::focusWidget(), u"prices"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(renamed.count(), 1);
    QCOMPARE(renamed.first().at(1).toString(), u"prices"_qs);
}

void TestSessionModel::stripKeepsNamesAsToolTips()
{
    Theme theme;
    theme.apply(ThemeChoice::Light);
    QWidget window; // one of its own may not be so narrow
    window.resize(400, 300);
    SessionView view(theme, *m_model, &window);
    view.setStrip(true);
    view.resize(SessionView::StripWidth, 300);
    SessionRow session = row(u"quotes"_qs);
    session.toolTip = u"wss://quotes.example.net/v2"_qs;
    m_model->setSession(1, session);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_COMPARE(view.visualRect(m_model->sessionIndex(1)).width(), SessionView::StripWidth);
    QVERIFY(m_model->sessionIndex(1).data(Qt::ToolTipRole).toString().contains(u"quotes.example.net"));
    const QImage drawn = view.grab().toImage();
    bool green = false;
    for (int x = 0; x < drawn.width(); ++x)
        for (int y = 0; y < drawn.height(); ++y)
            green = green || drawn.pixelColor(x, y) == theme.colours().ok;
    QVERIFY(green);
}

QTEST_MAIN(TestSessionModel)
#include "tst_sessionmodel.moc"

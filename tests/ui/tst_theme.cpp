// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QImage>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <cmath>

using namespace handglass;

namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

/// WCAG 2 contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

int inkOf(const QImage &image, const QColor &colour)
{
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ink += QColor::fromRgb(image.pixel(x, y)) == colour && qAlpha(image.pixel(x, y)) > 200 ? 1 : 0;
    return ink;
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void appliesPalette();
    void textIsReadable_data();
    void textIsReadable();
    void sentStandsOutMore();
    void everyIconDraws();
    void unknownIconIsNull();
    void fontSteps();

private:
    Theme m_theme;
};

void TestTheme::appliesPalette()
{
    QSignalSpy changed(&m_theme, &Theme::changed);
    m_theme.apply(ThemeChoice::Dark);
    QVERIFY(m_theme.colours().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(0x181A1D));
    m_theme.apply(ThemeChoice::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(0xFFFFFF));
    QCOMPARE(changed.count(), 2);
    m_theme.apply(ThemeChoice::System);
    QCOMPARE(m_theme.choice(), ThemeChoice::System);
    QVERIFY(!m_theme.colours().dark); // the offscreen platform is light
}

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

void TestTheme::textIsReadable()
{
    QFETCH(ThemeChoice, choice);
    m_theme.apply(choice);
    const Colours &c = m_theme.colours();
    for (const QColor &surface : {c.base, c.window, c.sunken, c.sel, c.selInactive}) {
        for (const QColor &text : {c.text, c.text2, c.text3, c.sent, c.received, c.ok, c.warn, c.fail, c.purpose})
            QVERIFY2(contrast(text, surface) >= 4.5, qPrintable(text.name() + u" on "_qs + surface.name()));
    }
    QVERIFY(contrast(c.onAccent, c.accent) >= 7);
    QVERIFY(contrast(c.edge, c.window) >= 3);
}

void TestTheme::sentStandsOutMore()
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme.apply(choice);
        const Colours &c = m_theme.colours();
        QVERIFY(contrast(c.sent, c.base) > contrast(c.received, c.base));
    }
}

void TestTheme::everyIconDraws()
{
    m_theme.apply(ThemeChoice::Light);
    const QColor red(0xFF0000);
    QDirIterator files(QStringLiteral(":/icons"));
    int count = 0;
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (file.baseName() == u"app")
            continue;
        ++count;
        const QIcon icon = m_theme.icon(file.baseName(), red);
        QVERIFY2(!icon.isNull(), qPrintable(file.baseName()));
        const QImage once = icon.pixmap(QSize(16, 16), 1.0).toImage();
        const QImage twice = icon.pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(twice.size(), QSize(32, 32));
        QVERIFY2(inkOf(twice, red) > 0, qPrintable(file.baseName()));
        QVERIFY(once.pixelColor(0, 0).alpha() < 20);
        QVERIFY(twice != once.scaled(twice.size()));
    }
    QVERIFY(count >= 45);
}

void TestTheme::unknownIconIsNull()
{
    QVERIFY(m_theme.icon(u"no such icon"_qs).isNull());
}

void TestTheme::fontSteps()
{
    const int body = m_theme.font().pixelSize();
    QCOMPARE(m_theme.font(TypeStep::Title).pixelSize(), body + 7);
    QCOMPARE(m_theme.font(TypeStep::Small).pixelSize(), body - 2);
    QCOMPARE(m_theme.mono().pixelSize(), body - 1);
    QCOMPARE(m_theme.font(TypeStep::Heading, QFont::DemiBold).weight(), QFont::DemiBold);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

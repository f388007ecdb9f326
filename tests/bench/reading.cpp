// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchwindow.h"
#include "tests/bench/parts.h"
#include "tests/bench/recordedcapture.h"
#include "tests/bench/table.h"
#include "ui/log/logcolumns.h"
#include "ui/log/logview.h"

#include <QCoreApplication>
#include <QEvent>

using namespace handglass;

namespace bench {

namespace {

constexpr int Rounds = 3;
constexpr qint64 FewRows = 1'000;

/// Notes when the log was painted with what its rows say.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(const LogView &view)
        : m_view(view)
    {
        view.viewport()->installEventFilter(this);
    }
    bool painted() const { return m_painted; }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_view.model()->rowCount() > 0)
            m_painted = m_painted || hasText();
        return QObject::eventFilter(watched, event);
    }

private:
    bool hasText() const
    {
        constexpr int column = static_cast<int>(LogColumn::Data);
        const int last = m_view.model()->rowCount() - 1;
        const int row = m_view.isFollowing() ? last : 0;
        return !m_view.model()->index(row, column).data().toString().isEmpty();
    }

    const LogView &m_view;
    bool m_painted = false;
};

/// ms from asking a fresh window for the file to its first painted row.
double opening(const QString &file)
{
    BenchWindow window;
    const PaintWatch watch(*window.log().view());
    const qint64 start = steadyNs();
    window.openFile(file);
    while (!watch.painted())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return double(steadyNs() - start) / 1e6;
}

void measureOpening(const QString &few, const QString &many, qint64 rows)
{
    opening(few); // the first window's own costs count for none
    std::vector<double> fewMs;
    std::vector<double> manyMs;
    for (int round = 0; round < Rounds; ++round) {
        fewMs.push_back(opening(few));
        manyMs.push_back(opening(many));
    }
    print({QStringLiteral("opening %1 rows to the first painted row").arg(grouped(rows)), inUnit(median(manyMs), "ms"),
        QStringLiteral("%1 of %2 rows").arg(inUnit(median(fewMs), "ms"), grouped(FewRows)),
        median(manyMs) - median(fewMs), atMost(100, "ms")});
}

} // namespace

void measureReading(const Scale &scale)
{
    const QTemporaryDir folder;
    const QString few = folder.filePath(QStringLiteral("few.hgcap"));
    const QString many = folder.filePath(QStringLiteral("many.hgcap"));
    const QString lines = folder.filePath(QStringLiteral("lines.txt"));
    const qint64 rows = scale.of(10'000'000);
    makeCapture(few, FewRows);
    makeCapture(many, rows, lines);
    const QString needle = QStringLiteral("needle");
    const SearchPair search = compareSearch(many, rows, lines, needle, {needle});
    if (search.ours.hits != search.grep.hits)
        qFatal("expected %lld hits as grep, got %lld", static_cast<long long>(search.grep.hits),
            static_cast<long long>(search.ours.hits));
    print(
        {QStringLiteral("substring filter over %1 rows, all hits").arg(grouped(rows)), inUnit(search.ours.seconds, "s"),
            inUnit(search.grep.seconds, "s") + QStringLiteral(" grep -c"), search.ratio, ratioAtMost(2.5)});
    measureOpening(few, many, rows);
}

} // namespace bench

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace handglass {

/// Lays the parts of the handshake panel out for what there is to show and the width there is. The parts stay the
/// same widgets; only their places change.
class HandshakeLayout final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandshakeLayout)
public:
    struct Parts {
        QWidget *banner = nullptr;
        QWidget *request = nullptr;
        QWidget *response = nullptr;
        QWidget *body = nullptr;
        QWidget *explanation = nullptr;
        QWidget *verdict = nullptr;
        QWidget *facts = nullptr;
    };
    struct Content {
        bool refused = false; ///< banner on top, request over verdict, response over its body
        bool request = true;
        bool response = true;
        bool body = false;
        bool verdict = true;
        bool operator==(const Content &) const = default;
    };
    /// Widths of the content below which parts move.
    static constexpr int WideFrom = 884; ///< a window of 1100 with its sidebar
    static constexpr int StackBelow = 820;

    explicit HandshakeLayout(const Parts &parts, QWidget *parent = nullptr);
    /// Also when the parts hold something else than before.
    void setContent(const Content &content);
    /// Where the user put the splitters, from one start to the next.
    QByteArray splitterState() const;
    void restoreSplitters(const QByteArray &state);

Q_SIGNALS:
    /// The verdict is one part of a scrolled column: it must show all of its rows.
    void scrolledTogether(bool together);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Width : quint8 { Wide, Narrow, Stacked };
    struct Pane {
        QWidget *widget = nullptr; ///< nullptr: left out
        int share = 1;
    };
    static Width widthClass(int width);
    void arrange();
    QWidget *arrangeAccepted();
    QWidget *arrangeRefused();
    /// Everything in one scrolled column, the explanation pinned below it.
    QWidget *arrangeScrolled();
    /// In a scrolled column heads and body get the height that they want.
    void giveRoom();
    QWidget *heads();
    QWidget *verdictAndFacts();
    void addExplanation(QVBoxLayout *to);
    /// nullptr if there is nothing to show in it.
    QWidget *part(QWidget *widget) const;
    QWidget *scrolled(const QList<QWidget *> &widgets);
    /// nullptr if no pane has a widget.
    QWidget *splitter(Qt::Orientation orientation, const QString &name, const QList<Pane> &panes);

    Parts m_parts;
    Content m_content;
    Width m_width = Width::Wide;
    QWidget *m_arranged = nullptr;
    bool m_natural = false;             ///< heads and body stand in a scrolled column
    QHash<QString, QByteArray> m_sizes; ///< of splitters that the user moved
};

} // namespace handglass

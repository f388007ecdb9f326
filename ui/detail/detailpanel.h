// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/payloadsource.h"

#include <QPointer>
#include <QWidget>

#include <array>

class QAction;
class QMenu;
class QScrollArea;
class QStackedWidget;

namespace handglass {

class CompareTab;
class DetailHead;
class EventView;
class FactsView;
class FindBar;
class FindTarget;
class FrameView;
class HexTab;
class PayloadSave;
class TextLabel;
class TextView;
class TreeTab;

enum class DetailTab : quint8 { Text, Tree, Hex, Frame, Compare };
constexpr int DetailTabs = 5;

/// One row of the log in full: the message's text, its JSON as a tree, the frame's bytes, the frame's header, the
/// message beside another one; for rows that are no frames what they say and what is known of the connection. The tab
/// used last is kept for each kind of payload.
class DetailPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPanel(Theme &theme, QWidget *parent = nullptr);

    /// The row is read here; a large message's text follows from a worker. id 0: as clear().
    void setEntry(Capture *capture, qint64 id);
    void clear();
    DetailTab currentTab() const { return m_tab; }
    /// As the user would: kept for this kind of payload.
    void setCurrentTab(DetailTab tab);
    void setCurrentTab(int index) { setCurrentTab(static_cast<DetailTab>(index)); }
    /// Shows these two side by side; left 0: the one that was set before.
    void compare(qint64 left, qint64 right);
    /// Compare, set as left side, save payload. For menus.
    QList<QAction *> messageActions() const;
    /// Find, next and previous hit, next and previous difference. For menus.
    QList<QAction *> viewActions() const;
    TextView *textView() const { return m_text; }
    TreeTab *treeTab() const { return m_tree; }
    HexTab *hexTab() const { return m_hex; }
    FrameView *frameView() const { return m_frame; }
    CompareTab *compareTab() const { return m_compare; }
    FindBar *findBar() const { return m_find; }
    PayloadSave *payloadSave() const { return m_save; }

Q_SIGNALS:
    /// A filter for the log, made of a JSON member and its value.
    void filterRequested(const QString &filter);
    /// Of the rows that are selected, or of the row that is shown with the left side: compare() is the answer.
    void compareRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makePages();
    void makeActions();
    void connectParts();
    void fillMore();
    void updateActions();
    FindTarget *findTarget() const;
    QAction *findKeyAction(const QKeyEvent &key) const;
    QString tabKey() const;
    DetailTab keptTab() const;
    void showFrame(const Entry &entry);
    void showEventRow(const Entry &entry);
    void showTab(DetailTab tab);
    void fillTab();
    void updateHead();
    void choosePart(FramePart part);
    void updateFacts();
    void copyMessage();

    Theme &m_theme;
    QPointer<Capture> m_capture;
    Entry m_entry;
    DetailTab m_tab = DetailTab::Text;
    FramePart m_part = FramePart::Content;   ///< of compressed frames, in Hex and Frame
    std::array<bool, DetailTabs> m_filled{}; ///< tabs that show the row by now
    DetailHead *m_head;
    QStackedWidget *m_pages;
    TextLabel *m_empty;
    TextView *m_text;
    TreeTab *m_tree;
    HexTab *m_hex;
    FrameView *m_frame;
    CompareTab *m_compare;
    EventView *m_event;
    FactsView *m_facts;
    QScrollArea *m_factsArea;
    PayloadSave *m_save;
    FindBar *m_find;
    QAction *m_startFind = nullptr;
    QAction *m_compareAction = nullptr;
    QAction *m_setLeft = nullptr;
    QMenu *m_more;
};

} // namespace handglass

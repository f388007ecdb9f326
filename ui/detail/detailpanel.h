// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/theme.h"
#include "ui/detail/payloadsource.h"

#include <QPointer>
#include <QWidget>

class QScrollArea;
class QStackedWidget;

namespace handglass {

class DetailHead;
class EventView;
class FactsView;
class FrameView;
class HexTab;
class TextLabel;
class TextView;

enum class DetailTab : quint8 { Text, Hex, Frame };

/// One row of the log in full: the message's text, the frame's bytes, the frame's header; for rows that are no frames
/// what they say and what is known of the connection. The tab used last is kept for each kind of payload.
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
    TextView *textView() const { return m_text; }
    HexTab *hexTab() const { return m_hex; }
    FrameView *frameView() const { return m_frame; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makePages();
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
    FramePart m_part = FramePart::Content;    ///< of compressed frames, in Hex and Frame
    bool m_filled[3] = {false, false, false}; ///< tabs that show the row by now
    DetailHead *m_head;
    QStackedWidget *m_pages;
    TextLabel *m_empty;
    TextView *m_text;
    HexTab *m_hex;
    FrameView *m_frame;
    EventView *m_event;
    FactsView *m_facts;
    QScrollArea *m_factsArea;
};

} // namespace handglass

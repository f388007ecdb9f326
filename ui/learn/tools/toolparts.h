// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/textlabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

class QAbstractItemModel;
class QBoxLayout;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace handglass {

/// Some characters of one colour.
struct InkPart {
    QString text;
    Ink ink = Ink::Text;
    bool strong = false;
    bool operator==(const InkPart &) const = default;
};

/// Bytes or header lines in the fixed font, in several colours; can be selected with mouse and keyboard. Left to right
/// in every language.
class InkLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InkLabel)
public:
    explicit InkLabel(Theme &theme, QWidget *parent = nullptr);
    void setParts(const QList<InkPart> &parts);
    void setText(const QString &text, Ink ink = Ink::Text) { setParts({{text, ink}}); }
    /// Without colours.
    QString plainText() const;

private:
    void render();

    Theme &m_theme;
    QList<InkPart> m_parts;
};

/// A tool's page: what it holds scrolls, never sideways, on the base colour.
class ToolPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit ToolPage(Theme &theme, QWidget *parent = nullptr);

protected:
    Theme &theme() const { return m_theme; }
    QVBoxLayout *column() const { return m_column; }
    /// A line over a part of the page.
    TextLabel *addHeading(const QString &text);
    TextLabel *addNote(const QString &text);

private:
    Theme &m_theme;
    QVBoxLayout *m_column;
};

/// Widgets beside each other; where that is too narrow, one below the other.
class BesideBox final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BesideBox)
public:
    BesideBox(const QList<QWidget *> &widgets, int spacing, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// They stand one below the other from now on, or no longer do.
    void stacked(bool stacked);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();

    QBoxLayout *m_layout;
    int m_beside = 0; ///< px that it takes beside each other
};

/// A table of figures: no grid, whole rows, nothing to edit, no scrolling sideways.
void setUpTable(QTableView *table, QAbstractItemModel *model, const QString &name);
/// In the fixed font, that follows the theme.
QLineEdit *monoEdit(Theme &theme);
QPushButton *pushButton(const QString &text, const QString &objectName);
/// field with buttons behind it, or below it where that leaves less than so many characters; a FieldForm's row.
QWidget *withButtons(QLineEdit *field, int characters, const QList<QWidget *> &buttons);
/// "74 68 65": groups of two digits; most: bytes that are shown, then "…".
QString spacedHex(QByteArrayView bytes, qsizetype most = 1024);
/// "1 byte", "5 bytes".
QString byteCount(qint64 bytes);

} // namespace handglass

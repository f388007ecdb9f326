// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"

#include <vector>

namespace handglass {

/// The captures that were opened from files. GUI thread.
class CaptureShelf final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureShelf)
public:
    explicit CaptureShelf(QObject *parent = nullptr);
    ~CaptureShelf() override;

    QList<Capture *> captures() const;
    /// The capture of this file, opened if it is not yet; nullptr with the sentence. lost: an earlier run left it
    /// unsaved behind, or an import made it; name: how a list shows it then, instead of the time.
    Capture *open(const QString &path, bool lost, QString *error, const QString &name = {});
    void close(Capture *capture);
    bool holds(const Capture *capture) const;
    bool isLost(const Capture *capture) const;
    /// As a list shows it: its file's name; for a lost one when it was last written.
    QString name(const Capture *capture) const;

Q_SIGNALS:
    void opened(handglass::Capture *capture);
    /// It is still whole, for the last time.
    void closing(handglass::Capture *capture);

private:
    struct Item {
        std::unique_ptr<Capture> capture;
        bool lost = false;
        QString name;
    };
    const Item *item(const Capture *capture) const;

    std::vector<Item> m_items;
};

} // namespace handglass

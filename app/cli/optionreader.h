// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

#include <QCommandLineParser>

#include <chrono>
#include <optional>

namespace handglass {

/// One command's options, in groups as its help lists them, and their values. The first value that is wrong is kept as
/// a sentence, and what is read after it does not count.
class OptionReader final
{
public:
    struct Option {
        QStringList names; ///< "H", "header"
        QString help;
        QString valueName; ///< empty: it takes none
    };

    /// command: "connect"; operand: "URL", empty: none.
    OptionReader(const QString &command, const QString &operand, const QString &description);
    void addGroup(const QString &title, const QList<Option> &options);
    /// What stopped it, if anything: an unknown option, a value that is missing, the call for help.
    std::optional<CommandLineStop> parse(const QStringList &arguments);

    bool isSet(const char *name) const;
    QString text(const char *name) const;
    QStringList texts(const char *name) const;
    /// The names of the options that were given, in order, each time that they were given.
    QStringList given() const { return m_parser.optionNames(); }
    QStringList operands() const { return m_parser.positionalArguments(); }

    // Each does nothing if the option was not given.
    void readSeconds(const char *name, std::chrono::milliseconds &into);
    void readNumber(const char *name, int least, int most, int &into);
    void readSize(const char *name, quint64 &into);
    void readFile(const char *name, QString &into); ///< one that exists and can be read

    /// Wrong if the first was given without the second.
    void requireWith(const char *name, const char *other);
    /// sentence: empty does nothing.
    void fail(const QString &sentence);
    /// The value's sentence, with the option's name behind it.
    void failValue(const char *name, const QString &sentence);
    bool isWrong() const { return !m_wrong.isEmpty(); }
    /// If isWrong().
    CommandLineStop stop() const;

private:
    struct Group {
        QString title;
        QList<Option> options;
    };
    QString helpText() const;
    CommandLineStop error(const QString &sentence) const;

    QString m_command;
    QString m_operand;
    QString m_description;
    QList<Group> m_groups;
    QCommandLineParser m_parser;
    QString m_wrong;
};

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/connectiondefaults.h"

#include <QSettings>

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 KiB = 1024;
constexpr qsizetype Sha256Size = 32;

template <typename T> void readNumber(const QSettings &store, const QString &key, T least, T most, T &value)
{
    bool isNumber = false;
    const qint64 read = store.value(key).toLongLong(&isNumber);
    if (isNumber && read >= least && read <= most)
        value = T(read);
}

template <typename Enum> void readChoice(const QSettings &store, const QString &key, Enum last, Enum &value)
{
    int number = int(value);
    readNumber(store, key, 0, int(last), number);
    value = static_cast<Enum>(number);
}

QString timeoutKey(const TimeoutField &field)
{
    return QStringLiteral("timeouts/") + QLatin1String(field.key);
}

QString limitKey(const LimitField &field)
{
    return QStringLiteral("limits/") + QLatin1String(field.key);
}

/// "host port sha256-in-hex since": one string each, so that a line edited by hand cannot shift the others.
QString trustLine(const KeptTrust &kept)
{
    const TrustedCertificate &certificate = kept.certificate;
    return QStringLiteral("%1 %2 %3 %4")
        .arg(certificate.host, QString::number(certificate.port), QString::fromLatin1(certificate.sha256.toHex()),
            QString::number(kept.since));
}

void readTrust(const QString &line, QList<KeptTrust> &trusted)
{
    const QStringList parts = line.split(u' ');
    if (parts.size() != 4 || parts.at(0).isEmpty())
        return;
    KeptTrust kept;
    bool isPort = false;
    bool isTime = false;
    kept.certificate.host = parts.at(0).toLower();
    kept.certificate.port = parts.at(1).toUShort(&isPort);
    kept.certificate.sha256 = QByteArray::fromHex(parts.at(2).toLatin1());
    kept.since = parts.at(3).toLongLong(&isTime);
    if (isPort && isTime && kept.certificate.port != 0 && kept.certificate.sha256.size() == Sha256Size)
        trusted.append(kept);
}

void loadProxy(const QSettings &store, ProxyOptions &proxy)
{
    ProxyOptions read = proxy;
    readChoice(store, QStringLiteral("proxy/kind"), ProxyKind::Socks5, read.kind);
    read.host = store.value(QStringLiteral("proxy/host")).toString();
    readNumber(store, QStringLiteral("proxy/port"), quint16(0), quint16(65535), read.port);
    read.user = store.value(QStringLiteral("proxy/user")).toString();
    const bool needsPlace = read.kind == ProxyKind::Http || read.kind == ProxyKind::Socks5;
    if (!needsPlace || (!read.host.isEmpty() && read.port != 0))
        proxy = read;
}

void loadMock(const QSettings &store, TlsServerOptions &tls)
{
    tls.enabled = store.value(QStringLiteral("mock/tls"), tls.enabled).toBool();
    tls.certificateFile = store.value(QStringLiteral("mock/certificateFile")).toString();
    tls.keyFile = store.value(QStringLiteral("mock/keyFile")).toString();
    readChoice(store, QStringLiteral("mock/tlsMinimum"), TlsMinimum::Tls13, tls.minimum);
    tls.requireClientCertificate =
        store.value(QStringLiteral("mock/requireClientCertificate"), tls.requireClientCertificate).toBool();
    tls.clientCaFile = store.value(QStringLiteral("mock/clientCaFile")).toString();
}

void saveMock(QSettings &store, const TlsServerOptions &tls)
{
    store.setValue(QStringLiteral("mock/tls"), tls.enabled);
    store.setValue(QStringLiteral("mock/certificateFile"), tls.certificateFile);
    store.setValue(QStringLiteral("mock/keyFile"), tls.keyFile);
    store.setValue(QStringLiteral("mock/tlsMinimum"), int(tls.minimum));
    store.setValue(QStringLiteral("mock/requireClientCertificate"), tls.requireClientCertificate);
    store.setValue(QStringLiteral("mock/clientCaFile"), tls.clientCaFile);
}

} // namespace

const std::array<TimeoutField, 7> &timeoutFields()
{
    static const std::array<TimeoutField, 7> fields{{
        {"nameLookup", &Timeouts::nameLookup},
        {"tcp", &Timeouts::tcp},
        {"proxy", &Timeouts::proxy},
        {"tls", &Timeouts::tls},
        {"upgrade", &Timeouts::upgrade},
        {"body", &Timeouts::body},
        {"close", &Timeouts::close},
    }};
    return fields;
}

const std::array<LimitField, 5> &limitFields()
{
    static const std::array<LimitField, 5> fields{{
        {"message", [](const SizeLimits &limits) { return qint64(limits.message) / KiB; },
            [](SizeLimits &limits, qint64 value) { limits.message = quint64(value * KiB); }, 1, 1024 * 1024},
        {"head", [](const SizeLimits &limits) { return qint64(limits.head) / KiB; },
            [](SizeLimits &limits, qint64 value) { limits.head = qsizetype(value * KiB); }, 1, 16 * 1024},
        {"headerFields", [](const SizeLimits &limits) { return qint64(limits.headerFields); },
            [](SizeLimits &limits, qint64 value) { limits.headerFields = int(value); }, 8, 10'000},
        {"body", [](const SizeLimits &limits) { return qint64(limits.body) / KiB; },
            [](SizeLimits &limits, qint64 value) { limits.body = qsizetype(value * KiB); }, 1, 64 * 1024},
        {"unsent", [](const SizeLimits &limits) { return limits.unsent / KiB; },
            [](SizeLimits &limits, qint64 value) { limits.unsent = value * KiB; }, 64, 1024 * 1024},
    }};
    return fields;
}

void ConnectionDefaults::load(const QSettings &store)
{
    for (const TimeoutField &field : timeoutFields()) {
        int ms = int((timeouts.*field.value).count());
        readNumber(store, timeoutKey(field), TimeoutField::Least, TimeoutField::Most, ms);
        timeouts.*field.value = std::chrono::milliseconds(ms);
    }
    for (const LimitField &field : limitFields()) {
        qint64 value = field.get(limits);
        readNumber(store, limitKey(field), qint64(field.least), qint64(field.most), value);
        field.set(limits, value);
    }
    loadProxy(store, proxy);
    loadMock(store, mockTls);
    trusted.clear();
    const QStringList lines = store.value(QStringLiteral("trusted")).toStringList();
    for (const QString &line : lines)
        readTrust(line, trusted);
    cookieProfiles = store.value(QStringLiteral("cookies/profiles")).toStringList();
    cookieProfiles.removeAll(QString());
    cookieProfiles.removeDuplicates();
    if (!cookieProfiles.contains(standardProfile()))
        cookieProfiles.prepend(standardProfile());
    const QString profile = store.value(QStringLiteral("cookies/profile"), cookieProfile).toString();
    cookieProfile = profile.isEmpty() || cookieProfiles.contains(profile) ? profile : standardProfile();
}

void ConnectionDefaults::save(QSettings &store) const
{
    for (const TimeoutField &field : timeoutFields())
        store.setValue(timeoutKey(field), int((timeouts.*field.value).count()));
    for (const LimitField &field : limitFields())
        store.setValue(limitKey(field), field.get(limits));
    store.setValue(QStringLiteral("proxy/kind"), int(proxy.kind));
    store.setValue(QStringLiteral("proxy/host"), proxy.host);
    store.setValue(QStringLiteral("proxy/port"), proxy.port);
    store.setValue(QStringLiteral("proxy/user"), proxy.user);
    saveMock(store, mockTls);
    QStringList lines;
    for (const KeptTrust &kept : trusted)
        lines.append(trustLine(kept));
    store.setValue(QStringLiteral("trusted"), lines);
    store.setValue(QStringLiteral("cookies/profiles"), cookieProfiles);
    store.setValue(QStringLiteral("cookies/profile"), cookieProfile);
}

void ConnectionDefaults::applyTo(ClientOptions &options) const
{
    options.timeouts = timeouts;
    options.limits = limits;
    options.tls.trusted.clear();
    for (const KeptTrust &kept : trusted)
        options.tls.trusted.append(kept.certificate);
}

void ConnectionDefaults::applyTo(MockOptions &options) const
{
    options.timeouts = timeouts;
    options.limits = limits;
}

void ConnectionDefaults::trust(const TrustedCertificate &certificate, qint64 since)
{
    TrustedCertificate plain = certificate;
    plain.host = plain.host.toLower();
    revoke(plain);
    trusted.append({plain, since});
}

void ConnectionDefaults::revoke(const TrustedCertificate &certificate)
{
    trusted.removeIf([&](const KeptTrust &kept) { return kept.certificate == certificate; });
}

} // namespace handglass

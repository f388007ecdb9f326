// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/tlsfacts.h"

#include <QJsonArray>

namespace handglass {

namespace {

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

/// A file that holds the certificate may hold its key, too.
QString certificateOnly(const QByteArray &pem)
{
    return pem.contains("PRIVATE KEY") ? QString() : QString::fromLatin1(pem);
}

QJsonObject certificateJson(const CertificateFacts &facts)
{
    return {
        {QStringLiteral("subject"), facts.subject},
        {QStringLiteral("issuer"), facts.issuer},
        {QStringLiteral("names"), QJsonArray::fromStringList(facts.names)},
        {QStringLiteral("not_before"), facts.notBefore},
        {QStringLiteral("not_after"), facts.notAfter},
        {QStringLiteral("key"), facts.key},
        {QStringLiteral("serial"), facts.serial},
        {QStringLiteral("sha256"), QString::fromLatin1(facts.sha256.toHex())},
        {QStringLiteral("pem"), certificateOnly(facts.pem)},
    };
}

CertificateFacts certificateFacts(const QJsonValue &json)
{
    CertificateFacts facts;
    facts.subject = json[u"subject"].toString();
    facts.issuer = json[u"issuer"].toString();
    facts.names = strings(json[u"names"]);
    facts.notBefore = json[u"not_before"].toInteger();
    facts.notAfter = json[u"not_after"].toInteger();
    facts.key = json[u"key"].toString();
    facts.serial = json[u"serial"].toString();
    facts.sha256 = QByteArray::fromHex(json[u"sha256"].toString().toLatin1());
    facts.pem = json[u"pem"].toString().toLatin1();
    return facts;
}

} // namespace

QJsonObject TlsFacts::toJson() const
{
    QJsonArray certificates;
    for (const CertificateFacts &certificate : chain)
        certificates.append(certificateJson(certificate));
    return {
        {QStringLiteral("protocol"), protocol},
        {QStringLiteral("cipher"), cipher},
        {QStringLiteral("alpn"), alpn},
        {QStringLiteral("server_name"), serverName},
        {QStringLiteral("chain"), certificates},
        {QStringLiteral("errors"), QJsonArray::fromStringList(errors)},
        {QStringLiteral("accepted"), accepted},
        {QStringLiteral("own_certificate"), ownCertificate},
    };
}

TlsFacts TlsFacts::fromJson(const QJsonObject &json)
{
    TlsFacts facts;
    facts.protocol = json[u"protocol"].toString();
    facts.cipher = json[u"cipher"].toString();
    facts.alpn = json[u"alpn"].toString();
    facts.serverName = json[u"server_name"].toString();
    for (const QJsonValue &certificate : json[u"chain"].toArray())
        facts.chain.append(certificateFacts(certificate));
    facts.errors = strings(json[u"errors"]);
    facts.accepted = json[u"accepted"].toString();
    facts.ownCertificate = json[u"own_certificate"].toString();
    return facts;
}

} // namespace handglass

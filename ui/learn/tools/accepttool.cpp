// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/accepttool.h"

#include "app/protocol/handshake.h"
#include "ui/common/fieldform.h"

#include <QCryptographicHash>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qsizetype NonceSize = 16; // RFC 6455 §4.1, item 7
const QByteArray SampleKey = QByteArrayLiteral("dGhlIHNhbXBsZSBub25jZQ==");

bool isBase64(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/// Empty: it is what RFC 6455 §4.1 asks for, base64 (RFC 4648 §4) of 16 bytes.
QString keyError(const QByteArray &key)
{
    const QString expected = AcceptTool::tr("expected base64 of 16 bytes, got %1, RFC 6455 §4.1");
    const qsizetype padding = key.endsWith("==") ? 2 : key.endsWith('=') ? 1 : 0;
    for (qsizetype at = 0; at < key.size() - padding; ++at) {
        if (!isBase64(key.at(at)))
            return expected.arg(
                AcceptTool::tr("“%1” at character %2").arg(QString::fromUtf8(key.mid(at)).left(1)).arg(at + 1));
    }
    if (key.size() % 4 != 0)
        return expected.arg(AcceptTool::tr("%1 characters, which is no multiple of 4").arg(key.size()));
    const qsizetype size = QByteArray::fromBase64(key).size();
    return size == NonceSize ? QString() : expected.arg(byteCount(size));
}

/// Three bytes make four characters (RFC 4648 §4): "b3 7a 4f → s3pP".
QString base64Groups(const QByteArray &bytes)
{
    QStringList groups;
    for (qsizetype at = 0; at < bytes.size(); at += 3) {
        const QByteArray three = bytes.mid(at, 3);
        const QString group = QStringLiteral("%1 → %2").arg(spacedHex(three), QString::fromLatin1(three.toBase64()));
        groups.append(QString(group).replace(u' ', QChar::Nbsp)); // stays on one line
    }
    return groups.join(QStringLiteral("   "));
}

} // namespace

AcceptTool::AcceptTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_form(new FieldForm(theme))
    , m_key(monoEdit(theme))
    , m_guid(monoEdit(theme))
    , m_useLive(pushButton(tr("This connection's"), QStringLiteral("acceptLive")))
    , m_nonce(new InkLabel(theme))
    , m_joined(new InkLabel(theme))
    , m_joinedBytes(new InkLabel(theme))
    , m_digest(new InkLabel(theme))
    , m_groups(new InkLabel(theme))
    , m_accept(new InkLabel(theme))
    , m_verdict(new TextLabel(theme, TypeStep::Body, Ink::Ok))
    , m_guidMark(new TextLabel(theme, TypeStep::Table, Ink::Warn))
{
    setObjectName(QStringLiteral("acceptTool"));
    setAccessibleName(tr("The accept value step by step"));
    makeForm();
    m_key->setText(QString::fromLatin1(SampleKey));
    m_guid->setText(QString::fromLatin1(handshakeGuid()));
    connect(m_key, &QLineEdit::textChanged, this, &AcceptTool::compute);
    connect(m_guid, &QLineEdit::textChanged, this, &AcceptTool::compute);
    setLive({}, {});
}

void AcceptTool::makeForm()
{
    auto *sample = pushButton(tr("RFC 6455's"), QStringLiteral("acceptSample"));
    sample->setToolTip(tr("The key of the example in RFC 6455 §1.3"));
    sample->setAccessibleName(tr("Take the key of RFC 6455's example"));
    auto *rightGuid = pushButton(tr("RFC 6455's"), QStringLiteral("acceptRightGuid"));
    rightGuid->setAccessibleName(tr("Take the GUID that RFC 6455 fixes"));
    connect(sample, &QPushButton::clicked, this, [this] {
        m_follows = false;
        m_key->setText(QString::fromLatin1(SampleKey));
    });
    connect(m_key, &QLineEdit::textEdited, this, [this] { m_follows = false; });
    connect(m_useLive, &QPushButton::clicked, this, [this] {
        m_follows = true;
        m_key->setText(QString::fromLatin1(m_liveKey));
    });
    connect(rightGuid, &QPushButton::clicked, this, [this] { m_guid->setText(QString::fromLatin1(handshakeGuid())); });
    m_guidMark->setObjectName(QStringLiteral("acceptGuidMark"));
    m_verdict->setObjectName(QStringLiteral("acceptVerdict"));
    for (TextLabel *label : {m_guidMark, m_verdict})
        label->setWordWrap(true);
    m_form->addField(tr("Sec-WebSocket-Key"), withButtons(m_key, 26, {sample, m_useLive}), QStringLiteral("acceptKey"));
    m_key->setObjectName(QStringLiteral("acceptKeyEdit"));
    m_key->setAccessibleName(tr("Sec-WebSocket-Key"));
    m_form->addField(tr("its 16 bytes"), m_nonce, QStringLiteral("acceptNonce"));
    m_form->addField(tr("GUID"), withButtons(m_guid, 30, {rightGuid}), QStringLiteral("acceptGuid"));
    m_guid->setObjectName(QStringLiteral("acceptGuidEdit"));
    m_guid->setAccessibleName(tr("GUID"));
    m_form->addWide(m_guidMark);
    m_form->addField(tr("key + GUID"), m_joined, QStringLiteral("acceptJoined"));
    m_form->addField(tr("as bytes"), m_joinedBytes, QStringLiteral("acceptJoinedBytes"));
    m_form->addField(tr("SHA-1"), m_digest, QStringLiteral("acceptDigest"));
    m_form->addField(tr("base64"), m_groups, QStringLiteral("acceptGroups"));
    m_form->addField(tr("Sec-WebSocket-Accept"), m_accept, QStringLiteral("acceptValue"));
    addHeading(tr("From the key to the accept value"));
    addNote(tr("The server takes the key as text, appends the GUID, hashes both with SHA-1 and writes the 20 bytes in "
               "base64 (RFC 6455 §4.2.2). Type in either field."));
    column()->addWidget(m_form);
    column()->addWidget(m_verdict);
    column()->addStretch(1);
}

void AcceptTool::setLive(const QByteArray &key, const QByteArray &accept)
{
    m_liveKey = key;
    m_liveAccept = accept;
    m_useLive->setEnabled(!key.isEmpty());
    m_useLive->setAccessibleName(tr("Take the key of this lesson's connection"));
    m_useLive->setToolTip(key.isEmpty() ? tr("This lesson's client has not sent its request yet.")
                                        : tr("The key that this lesson's client sent"));
    if (m_follows && !key.isEmpty())
        m_key->setText(QString::fromLatin1(key));
    compute();
}

bool AcceptTool::isLiveKey() const
{
    return !m_liveKey.isEmpty() && m_key->text() == QString::fromLatin1(m_liveKey);
}

void AcceptTool::compute()
{
    const QByteArray key = m_key->text().toUtf8();
    const QByteArray guid = m_guid->text().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(key + guid, QCryptographicHash::Sha1);
    judgeKey(key);
    const bool rightGuid = guid == handshakeGuid();
    m_guidMark->setVisible(!rightGuid);
    m_guidMark->setText(
        rightGuid ? QString() : tr("Not the GUID of RFC 6455 §1.3: no WebSocket client takes the value below."));
    m_joined->setParts({{m_key->text()}, {m_guid->text(), Ink::Purpose}});
    const QString keyBytes = spacedHex(key);
    m_joinedBytes->setParts(
        {{keyBytes}, {keyBytes.isEmpty() ? QString() : QStringLiteral(" ")}, {spacedHex(guid), Ink::Purpose}});
    m_digest->setText(spacedHex(digest));
    m_groups->setText(base64Groups(digest), Ink::Text2);
    m_accept->setParts({{QString::fromLatin1(digest.toBase64()), rightGuid ? Ink::Text : Ink::Warn, true}});
    judgeResult(digest.toBase64());
}

void AcceptTool::judgeKey(const QByteArray &key)
{
    const auto nonce = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    m_form->setError(m_key->parentWidget(), keyError(key));
    m_nonce->setText(nonce ? spacedHex(nonce.decoded) : QStringLiteral("–"), nonce ? Ink::Text : Ink::Text3);
}

void AcceptTool::judgeResult(const QByteArray &accept)
{
    const bool known = isLiveKey() && !m_liveAccept.isEmpty();
    m_verdict->setVisible(known);
    if (!known)
        return;
    const bool same = accept == m_liveAccept;
    m_verdict->setInk(same ? Ink::Ok : Ink::Fail);
    m_verdict->setText(same ? tr("✓ The answer on this connection carries the same value.")
                            : tr("✗ The answer on this connection carries %1.").arg(QString::fromUtf8(m_liveAccept)));
}

} // namespace handglass

// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/unitreading.h"

namespace handglass::lesson {

/// What is to be read at a step of a story: rich text, with links "glossary:ID" and "lesson:ID". What a peer sent
/// stands in it escaped.
struct StoryText {
    QString heading;
    QString text;
};

StoryText tcpText(const WireLog &log);
StoryText requestText(const HttpHead &request);
StoryText keyText(const HttpHead &request);
StoryText readText(const HttpHead &request);
StoryText acceptText(const HttpHead &request);
StoryText switchingText(const HttpHead &request, const HttpHead &response); ///< a 101
StoryText otherAnswerText(const HttpHead &response);
StoryText verifyText(const HttpHead &request, const HttpHead &response);
StoryText openText();
QString frameMark(const FrameParts &frame); ///< at most 8 characters
StoryText frameStory(const WireUnit &unit, const FrameParts &frame);
StoryText endText(const WireEvent &event);

} // namespace handglass::lesson

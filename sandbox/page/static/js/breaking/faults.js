// Everything that can be broken, platform by platform: in words, with what mends it, and how the sandbox is asked for it.

import { instagramFaults } from "./instagram.js";
import { openAiFaults } from "./openai.js";
import { slackFaults, telegramFaults } from "./chats.js";

const named = (platform, faults) => faults.map((fault) => ({ ...fault, platform }));

// platform -> [{key, platform, label, cause, cure, arm(state), stays?, mend?()}]
export const FAULTS = {
  Instagram: named("Instagram", instagramFaults),
  Telegram: named("Telegram", telegramFaults),
  Slack: named("Slack", slackFaults),
  OpenAI: named("OpenAI", openAiFaults),
};

export const faultByKey = (key) => Object.values(FAULTS).flat().find((fault) => fault.key === key);

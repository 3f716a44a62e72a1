// The "Break it" list: what can go wrong next, and how the sandbox is asked for it.

import { toast } from "./toasts.js";
import { act } from "./world.js";

function arm(platform, operation, kind, times = 1, details = {}) {
  return () => act("faults", { platform, operation, kind, times, details });
}

function expireAccess(state) {
  const connected = (state.instagram?.accounts ?? []).filter((account) => account.connected);
  if (connected.length === 0) toast("No Instagram account is connected yet, so no access can expire.", "error");
  for (const { username } of connected) act("instagram/expire_token", { username });
}

function restrictAccounts(state) {
  for (const { username } of state.instagram?.accounts ?? []) act("instagram/restrict", { username });
}

export const FAULTS = {
  Instagram: [
    { key: "throttle", label: "answers 429-style: throttled", arm: arm("instagram", "*", "throttle") },
    { key: "expired", label: "access expired", arm: expireAccess },
    { key: "picture", label: "refuses the picture", arm: arm("instagram", "media", "media_refused") },
    { key: "container-fails", label: "cannot read the video, and says so late", arm: arm("instagram", "media", "container_fails", 1, { subcode: 2207026 }) },
    { key: "container-lost", label: "prepares the post, but the answer is lost", arm: arm("instagram", "media", "apply_then_drop") },
    { key: "not-ready", label: "is ready, and twice says it is not", arm: arm("instagram", "media_publish", "9007", 2) },
    { key: "forgets", label: "forgets what it prepared, for one call", arm: arm("instagram", "media_publish", "24_2207006") },
    { key: "lost", label: "publishes, but the answer is lost", arm: arm("instagram", "media_publish", "apply_then_drop") },
    { key: "done-500", label: "publishes, but answers with an outage", arm: arm("instagram", "media_publish", "apply_then_500") },
    { key: "done-spam", label: "publishes, but calls it spam", arm: arm("instagram", "media_publish", "apply_then_4_2207051") },
    { key: "late", label: "answer lost, post appears 60 s later", arm: arm("instagram", "media_publish", "slow_landing", 1, { seconds: 60 }) },
    { key: "stalled", label: "does not publish, and does not answer", arm: arm("instagram", "media_publish", "timeout_before", 1, { seconds: 1 }) },
    { key: "gateway", label: "a gateway answers with a web page", arm: arm("instagram", "media_publish", "html_502") },
    { key: "slide", label: "loses a slide of the next carousel", arm: arm("instagram", "media_publish", "missing_slide") },
    { key: "comment-lost", label: "comments, but the answer is lost", arm: arm("instagram", "comments", "apply_then_drop") },
    { key: "unreadable", label: "does not know its own container, 3 reads long", arm: arm("instagram", "container", "100_33", 3) },
    { key: "quota", label: "daily quota is spent", arm: arm("instagram", "media_publish", "quota") },
    { key: "blocked", label: "blocks the account's activity", arm: arm("instagram", "media", "blocked") },
    { key: "restricted", label: "restricts its accounts (Reset frees them)", arm: restrictAccounts },
    { key: "server", label: "server error: the next 2 calls fail", arm: arm("instagram", "*", "server_error", 2) },
    { key: "outage", label: "outage: the next 5 calls fail", arm: arm("instagram", "*", "outage", 5) },
  ],
  Telegram: [
    { key: "tg-wait", label: "asks to wait (429)", arm: arm("telegram", "*", "retry_after", 1, { retry_after: 3 }) },
    { key: "tg-lost", label: "sends, but the answer is lost", arm: arm("telegram", "sendMessage", "timeout_after_effect") },
    { key: "tg-outage", label: "outage: the next 3 calls fail", arm: arm("telegram", "*", "server_error", 3) },
  ],
  Slack: [
    { key: "slack-wait", label: "asks to wait (429)", arm: arm("slack", "*", "ratelimited", 1, { retry_after: 2 }) },
    { key: "slack-outage", label: "outage: the next 3 calls fail", arm: arm("slack", "*", "error_500", 3) },
    { key: "slack-twice", label: "delivers the next event twice", arm: arm("slack", "event", "duplicate") },
  ],
};

const NAMES = { slack: "Slack", telegram: "Telegram", instagram: "Instagram", openai: "OpenAI" };

export function faultByKey(key) {
  return Object.values(FAULTS)
    .flat()
    .find((fault) => fault.key === key);
}

export function describeFault({ platform, operation, kind, times }) {
  const where = operation === "*" ? "next call" : operation;
  return `${NAMES[platform] ?? platform}: ${kind.replaceAll("_", " ")}, ${where}${times > 1 ? ` × ${times}` : ""}`;
}

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

export const FAULTS = {
  Instagram: [
    { key: "throttle", label: "answers 429-style: throttled", arm: arm("instagram", "*", "throttle") },
    { key: "expired", label: "access expired", arm: expireAccess },
    { key: "picture", label: "refuses the picture", arm: arm("instagram", "media", "media_refused") },
    { key: "lost", label: "publishes, but the answer is lost", arm: arm("instagram", "media_publish", "apply_then_drop") },
    { key: "late", label: "answer lost, post appears 60 s later", arm: arm("instagram", "media_publish", "slow_landing", 1, { seconds: 60 }) },
    { key: "quota", label: "daily quota is spent", arm: arm("instagram", "media_publish", "quota") },
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

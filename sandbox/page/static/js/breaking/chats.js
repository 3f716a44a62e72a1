// What the chats can do to a message.

import { next } from "./arming.js";

export const telegramFaults = [
  {
    key: "tg-wait",
    label: "asks to wait",
    cause: "Telegram takes no messages for 3 seconds.",
    cure: "Nothing to do. The message comes a little later.",
    arm: next("tg-wait", "telegram", "*", "retry_after", 1, { retry_after: 3 }),
  },
  {
    key: "tg-lost",
    label: "sends, but the answer is lost",
    cause: "The message is there, and Telegram did not say so.",
    cure: "Nothing to do. A message may come twice; no press counts twice.",
    arm: next("tg-lost", "telegram", "sendMessage", "timeout_after_effect"),
  },
  {
    key: "tg-outage",
    label: "is away, for 3 calls",
    cause: "Telegram is out of order.",
    cure: "Cards come by themselves when Telegram is back. If an answer is missing, ask again: no press counts twice.",
    arm: next("tg-outage", "telegram", "*", "server_error", 3),
  },
];

export const slackFaults = [
  {
    key: "slack-wait",
    label: "asks to wait",
    cause: "Slack takes no calls for 2 seconds.",
    cure: "Nothing to do. The message comes a little later.",
    arm: next("slack-wait", "slack", "*", "ratelimited", 1, { retry_after: 2 }),
  },
  {
    key: "slack-outage",
    label: "is away, for 3 calls",
    cause: "Slack is out of order.",
    cure: "Cards come by themselves when Slack is back. An answer to you alone may be lost: ask again, no press counts twice.",
    arm: next("slack-outage", "slack", "*", "error_500", 3),
  },
  {
    key: "slack-twice",
    label: "delivers the next message twice",
    cause: "Slack did not hear that Rite heard it, and says the same thing once more.",
    cure: "Nothing to do. Rite knows what it has heard, and answers once.",
    arm: next("slack-twice", "slack", "event", "duplicate"),
  },
];

// What Instagram can do to a post.

import { toast } from "../toasts.js";
import { act, world } from "../world.js";
import { next } from "./arming.js";

const publish = (key, kind, times, details) => next(key, "instagram", "media_publish", kind, times, details);
const prepare = (key, kind, times, details) => next(key, "instagram", "media", kind, times, details);

function connected(state) {
  const accounts = (state.instagram?.accounts ?? []).filter((account) => account.connected);
  if (accounts.length === 0) toast("No Instagram account is connected yet: type /rite connect in Slack first.", "error");
  return accounts;
}

function expireAccess(state) {
  for (const { username } of connected(state)) act("instagram/expire_token", { username });
}

function restrict(restricted) {
  for (const { username } of world.state.instagram?.accounts ?? []) act("instagram/restrict", { username, restricted });
}

export const instagramFaults = [
  {
    key: "throttle",
    label: "answers “too many calls”",
    cause: "Instagram lets the app make no calls for a while.",
    cure: "Nothing to do. The post waits for as long as Instagram asks and then goes out; its card says until when.",
    arm: next("throttle", "instagram", "*", "throttle"),
  },
  {
    key: "expired",
    label: "access expired",
    stays: true,
    cause: "The permission for the account has ended. Nothing can be published or read.",
    cure: "Press Reconnect on the card and consent again. What waited goes out by itself while there is time.",
    arm: expireAccess,
  },
  {
    key: "picture",
    label: "refuses the picture",
    cause: "Instagram does not take the picture: too tall or too wide.",
    cure: "The card names the reason. Press Try again, or change the picture first.",
    arm: prepare("picture", "media_refused"),
  },
  {
    key: "container-fails",
    label: "takes the picture, then cannot use it",
    cause: "Instagram accepts the file and later says that it cannot be processed.",
    cure: "The card names the reason. Press Try again, or send another file.",
    arm: prepare("container-fails", "container_fails", 1, { subcode: 2207005 }),
  },
  {
    key: "container-lost",
    label: "prepares the post, but the answer is lost",
    cause: "Instagram has prepared the post and nobody heard its answer.",
    cure: "Nothing to do. What was prepared is not live; Rite prepares it anew and publishes once.",
    arm: prepare("container-lost", "apply_then_drop"),
  },
  {
    key: "not-ready",
    label: "says twice that it is not ready",
    cause: "Instagram is still preparing the picture when it is told to publish.",
    cure: "Nothing to do. Rite asks again a little later.",
    arm: publish("not-ready", "9007", 2),
  },
  {
    key: "forgets",
    label: "forgets what it prepared",
    cause: "Instagram does not know the prepared post any more.",
    cure: "Nothing to do. Rite makes sure that it is not live, prepares it anew and publishes once.",
    arm: publish("forgets", "24_2207006"),
  },
  {
    key: "lost",
    label: "publishes, but the answer is lost",
    cause: "The post is live, and nobody told Rite so.",
    cure: "Nothing to do. Rite looks at the account, finds the post and does not publish it twice.",
    arm: publish("lost", "apply_then_drop"),
  },
  {
    key: "done-500",
    label: "publishes, but answers with an error",
    cause: "The post is live although Instagram said that something broke.",
    cure: "Nothing to do. Rite looks before it tries again, and finds the post.",
    arm: publish("done-500", "apply_then_500"),
  },
  {
    key: "done-spam",
    label: "publishes, but calls it spam",
    cause: "The post is live although Instagram said that it blocked it.",
    cure: "Nothing to do. Rite looks before it believes that, and finds the post.",
    arm: publish("done-spam", "apply_then_4_2207051"),
  },
  {
    key: "late",
    label: "the answer is lost, the post appears 60 s later",
    cause: "Instagram took the post, said nothing, and shows it a minute later.",
    cure: "Rite keeps looking. If it is still not sure after a while, the card asks you to look at the account. [+1 hour] brings you there.",
    arm: publish("late", "slow_landing", 1, { seconds: 60 }),
  },
  {
    key: "stalled",
    label: "does not publish, and does not answer",
    cause: "The call went out and nothing came back. The post is not live.",
    cure: "Nothing to do. Rite looks, finds nothing, waits a while to be sure, and publishes once. [+1 hour] spares you the wait.",
    arm: publish("stalled", "timeout_before", 1, { seconds: 1 }),
  },
  {
    key: "gateway",
    label: "answers with a web page",
    cause: "Something between Rite and Instagram answered instead of it. Nobody knows whether the post went out.",
    cure: "Nothing to do. Rite looks before it tries again. [+1 hour] spares you the wait.",
    arm: publish("gateway", "html_502"),
  },
  {
    key: "slide",
    label: "loses a slide of the next carousel",
    cause: "A carousel goes live with a picture less than it should have.",
    cure: "It is live and cannot be changed from here. Look at the card, and at the account in the Instagram app.",
    arm: publish("slide", "missing_slide"),
  },
  {
    key: "comment-lost",
    label: "comments, but the answer is lost",
    cause: "The first comment stands under the post, and nobody told Rite so.",
    cure: "Nothing to do. Rite looks under the post and does not say it twice.",
    arm: next("comment-lost", "instagram", "comments", "apply_then_drop"),
  },
  {
    key: "unreadable",
    label: "does not know its own prepared post, 3 times",
    cause: "Instagram says that what it has just prepared does not exist.",
    cure: "Nothing to do. Rite asks again; it knows that this passes.",
    arm: next("unreadable", "instagram", "container", "100_33", 3),
  },
  {
    key: "quota",
    label: "the daily quota is spent",
    cause: "Instagram takes no more posts from the account today.",
    cure: "The card says until when it waits. Then it goes out by itself, or you choose another hour.",
    arm: publish("quota", "quota"),
  },
  {
    key: "blocked",
    label: "blocks the account's activity",
    cause: "Instagram thinks that the account does too much, and lets it do nothing for a while.",
    cure: "The card says what Instagram said. Leave the account alone for a while, then press Try again.",
    arm: prepare("blocked", "blocked"),
  },
  {
    key: "restricted",
    label: "restricts the account",
    stays: true,
    cause: "Instagram has restricted the account until its owner confirms who they are.",
    cure: "Open the Instagram app and do what it asks. [Mend it] does that here; then press Try again on the card.",
    arm: (state) => connected(state).length > 0 && restrict(true),
    mend: () => restrict(false),
  },
  {
    key: "server",
    label: "has an error, for 2 calls",
    cause: "Instagram says that something broke on its side.",
    cure: "Nothing to do. Rite tries again a little later.",
    arm: next("server", "instagram", "*", "server_error", 2),
  },
  {
    key: "outage",
    label: "is away, for 5 calls",
    cause: "Instagram is out of order.",
    cure: "Nothing to do. Rite waits longer from try to try. [+1 hour] spares you the wait.",
    arm: next("outage", "instagram", "*", "outage", 5),
  },
];

// The grey sentence in an empty message box: something worth sending, one key away.

import { words } from "./times.js";
import { now } from "./world.js";

const WEEK_MS = 7 * 86_400_000;

// "next Friday" in the sandbox's calendar. On a Thursday or Friday those words could mean tomorrow or today, so
// then the day is named by its date.
function nextFriday(present) {
  const weekday = words(present, { weekday: "long" });
  if (weekday !== "Thursday" && weekday !== "Friday") return "next Friday";
  const friday = new Date(present.getTime() + WEEK_MS + (weekday === "Thursday" ? 86_400_000 : 0));
  return words(friday, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
}

export function sampleSentence() {
  return `Techno night ${nextFriday(now())} 22:00, Halle 7, Berlin, early bird 12 EUR`;
}

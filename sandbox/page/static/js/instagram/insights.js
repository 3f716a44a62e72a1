// Numbers as Instagram counts them: made up here, growing with the sandbox's clock, and what Rite reads for its digests.

import { h } from "../dom.js";
import { shortDay } from "../times.js";

const WORDS = {
  reach: "people reached", views: "views", total_interactions: "interactions", saved: "saves", shares: "shares", replies: "replies", profile_visits: "profile visits", follows: "new followers",
};
const format = (value) => Number(value ?? 0).toLocaleString("en");

function list(numbers, names) {
  return h("dl", { class: "ig-counts" }, names.map((name) => h("div", { key: name }, h("dt", null, WORDS[name]), h("dd", null, format(numbers[name])))));
}

export function postInsights({ insights }) {
  if (!insights) return null;
  return h("details", { class: "ig-alt", "data-testid": "post-insights" }, h("summary", null, "Insights (simulated)"), list(insights, Object.keys(WORDS)));
}

// The whole account: what its posts came to together, and each of them.
export function accountInsights(media) {
  const counted = media.filter(({ insights }) => insights);
  if (counted.length === 0) return h("p", { class: "waiting" }, "No numbers yet. They grow once a post is live: move the clock on.");
  const sum = (name) => counted.reduce((total, { insights }) => total + insights[name], 0);
  const whole = Object.fromEntries(Object.keys(WORDS).map((name) => [name, sum(name)]));
  const row = (post) =>
    h("tr", { key: post.id }, h("th", { scope: "row" }, `${shortDay(new Date(post.timestamp))}, ${post.kind}`), ["reach", "total_interactions", "saved"].map((name) => h("td", { key: name }, format(post.insights[name]))));
  return h(
    "section",
    { class: "ig-insights", "aria-label": "Insights", "data-testid": "account-insights" },
    h("p", null, "All posts together, simulated"),
    list(whole, Object.keys(WORDS)),
    h("table", null, h("thead", null, h("tr", null, ["Post", "Reached", "Interactions", "Saves"].map((name) => h("th", { key: name, scope: "col" }, name)))), h("tbody", null, counted.map(row))),
  );
}

// Stories: rings above the feed, and the viewer that fills the phone: bars on top, sides to press or swipe.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { swiping } from "../swipe.js";
import { hour, shortDay } from "../times.js";
import { redraw } from "../world.js";
import { face, posted } from "./media.js";
import { shown } from "./slides.js";

const seen = new Set();
let openStory = null;
let from = null;

export function storyRow(stories) {
  const circle = (story) =>
    h(
      "button",
      { key: story.id, type: "button", class: "ig-story", "data-testid": "instagram-story", title: story.alt_text, "aria-label": `Story of ${hour(posted(story))}${seen.has(story.id) ? ", seen" : ""}`, on: { click: (event) => open(story, event.currentTarget) } },
      h("span", { class: `ig-ring${seen.has(story.id) ? " seen" : ""}` }, story.image_url ? picture(story.image_url, "") : film(story.video_url)),
      h("span", null, hour(posted(story))),
    );
  return h("div", { class: "ig-stories", role: "group", "aria-label": "Stories" }, stories.map(circle));
}

// A film without a cover shows its first frame.
function film(address) {
  return h("video", { key: address, src: address, muted: true, playsinline: true, preload: "metadata", tabindex: "-1", "aria-hidden": "true" });
}

function open(story, button) {
  seen.add(story.id);
  from ??= button;
  openStory = story.id;
  redraw();
}

function close() {
  openStory = null;
  redraw();
  from?.focus();
  from = null;
}

export function storyViewer(stories, account) {
  const at = stories.findIndex(({ id }) => id === openStory);
  if (at < 0) return null;
  const story = stories[at];
  const step = (by) => (stories[at + by] ? open(stories[at + by]) : close());
  const keys = ({ key }) => ({ Escape: close, ArrowRight: () => step(1), ArrowLeft: () => step(-1) })[key]?.();
  const side = (label, by, name) => h("button", { type: "button", class: `ig-side ${name}`, "aria-label": label, on: { click: () => step(by) } });
  return h(
    "div",
    { key: "story", class: "ig-viewer", role: "dialog", "aria-modal": "true", "aria-label": `Story ${at + 1} of ${stories.length} by ${account.username}`, "data-testid": "story-viewer", on: { keydown: keys, ...swiping(step) } },
    h("div", { class: "ig-bars", "aria-hidden": "true" }, stories.map((one, nth) => h("i", { key: one.id, class: nth <= at ? "done" : null }))),
    h(
      "div",
      { class: "ig-viewer-head" },
      face(account, "small"),
      h("b", null, account.username),
      h("time", null, `${shortDay(posted(story))}, ${hour(posted(story))}`),
      h("button", { type: "button", class: "quiet", "aria-label": "Close the story", mount: (button) => button.focus(), on: { click: close } }, "×"),
    ),
    h("div", { class: "ig-viewer-picture" }, shown(story, story.alt_text || "Story")),
    side("Previous story", -1, "back"),
    side("Next story", 1, ""),
    note(story),
  );
}

function note({ user_tags: tagged, alt_text: alt, insights }) {
  const seenBy = insights ? `seen by ${insights.reach.toLocaleString("en")} (simulated)` : "";
  const words = [alt, ...(tagged ?? []).map(({ username }) => `@${username}`), seenBy].filter(Boolean).join(" · ");
  return words && h("p", { class: "ig-viewer-note" }, words);
}

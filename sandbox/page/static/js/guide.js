// A first path for newcomers: one step at a time, ticked off by what really happened. It can be left, and taken up again.

import { h } from "./dom.js";
import { redraw, world } from "./world.js";

const KEPT = "sandbox guide";
const count = (state) => world.desk.counts?.[state] ?? 0;

const STEPS = [
  {
    words: "Send an event in your own words: in Slack's box press Tab, then Enter, and create it.",
    pane: "slack",
    place: "[data-testid=slack-input]",
    done: () => Object.keys(world.desk.counts ?? {}).length > 0,
  },
  {
    words: "Connect an account: press Connect Instagram on the card in Slack, follow the link and allow it.",
    pane: "slack",
    place: "[data-testid=slack-input]",
    done: ({ instagram }) => (instagram?.accounts ?? []).some(({ connected }) => connected),
  },
  {
    words: "Press START in Telegram: the same cards are there.",
    pane: "telegram",
    place: ".tg-start",
    done: ({ telegram }) => (telegram?.chats ?? []).some(({ started }) => started),
  },
  {
    words: "Approve a post, in Slack or in Telegram. The card in the other place changes with it.",
    pane: "slack",
    place: ".slack-log",
    done: () => count("approved and scheduled") + count("live") > 0,
  },
  {
    words: "Press Next post: the clock jumps to its hour, and the post goes live on Instagram.",
    pane: "instagram",
    place: ".ig-scroll",
    done: ({ instagram }) => (instagram?.media ?? []).length > 0,
  },
  {
    words: "Break something with Break it, approve another post and press Next post: see what Rite says.",
    pane: "slack",
    place: "[data-testid=break-it]",
    done: ({ struck }) => (struck ?? []).length > 0,
  },
];

let hidden = localStorage.getItem(KEPT) === "hidden";

function hide(yes) {
  hidden = yes;
  localStorage.setItem(KEPT, yes ? "hidden" : "shown");
  redraw();
}

export function guideButton() {
  return hidden && h("button", { key: "guide", type: "button", class: "foldable", on: { click: () => hide(false) } }, "First steps");
}

export function guide(state) {
  if (hidden) return null;
  const at = STEPS.findIndex(({ done }) => !done(state));
  const step = STEPS[at];
  const words = step ? step.words : "You have seen it all: from a sentence to a live post, and what happens when things break.";
  return h(
    "section",
    { key: "guide", class: "guide", "aria-label": "First steps", "data-testid": "guide" },
    h("p", { "aria-live": "polite" }, h("b", null, step ? `Step ${at + 1} of ${STEPS.length}` : "Done"), h("span", null, words)),
    step && h("button", { key: "show", type: "button", on: { click: () => show(step) } }, "Show me"),
    h("button", { key: "hide", type: "button", on: { click: () => hide(true) } }, step ? "I'll look around myself" : "Close"),
  );
}

function show({ pane, place }) {
  world.pane = pane;
  redraw();
  if (!focusOn(place)) setTimeout(() => focusOn(place), 50); // on a narrow screen its pane is only now drawn
}

function focusOn(place) {
  const found = document.querySelector(place);
  found?.scrollIntoView({ block: "nearest" });
  found?.focus();
  return found !== null && document.activeElement === found;
}

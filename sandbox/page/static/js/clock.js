// The sandbox's own clock: what it shows, where it may jump, and a pause.

import { h } from "./dom.js";
import { hourWithSeconds, shortDayWithYear } from "./times.js";
import { act, now } from "./world.js";

const JUMPS = [
  { label: "+1 hour", wish: { add_seconds: 3600 } },
  { label: "Next post", wish: { to: "next_post" } },
  { label: "Tomorrow morning", wish: { to: "tomorrow_morning" } },
  { label: "+1 week", wish: { add_seconds: 7 * 86_400 } },
];

export function clockFace() {
  return [h("span", { class: "day" }, shortDayWithYear(now())), h("b", null, hourWithSeconds(now())), h("span", { class: "zone" }, "Berlin")];
}

export function clockSet({ paused }) {
  const pause = () => act("clock", { paused: !paused });
  return h(
    "div",
    { class: "clock-set", role: "group", "aria-label": "Clock of the sandbox" },
    h("time", { class: `clock${paused ? " paused" : ""}`, "data-testid": "clock", title: "The sandbox's own clock, Berlin time" }, clockFace()),
    JUMPS.map(({ label, wish }) => h("button", { key: label, type: "button", class: "foldable", on: { click: () => act("clock", wish) } }, label)),
    h("button", { key: "pause", type: "button", class: "foldable", "aria-pressed": String(Boolean(paused)), on: { click: pause } }, paused ? "Go on" : "Pause"),
    h("button", { key: "reset", type: "button", class: "foldable reset", title: "Every platform goes back to its first day", on: { click: () => act("reset", {}) } }, "Reset"),
  );
}

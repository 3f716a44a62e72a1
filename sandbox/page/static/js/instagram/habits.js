// How Instagram behaves: what nobody knows for sure of the real one, and how patient this one is. Changed at once.

import { h } from "../dom.js";
import { act } from "../world.js";

const CHOICES = {
  repeat_publish: { label: "Publishing the same again", words: { error: "is refused", same_id: "gives the same post", duplicate: "makes a second post" } },
  named_errors: { label: "Named errors stand", words: { message: "in the message", code: "in place of the code" } },
};
const NUMBERS = {
  ripening_seconds: "Seconds until a picture is ready",
  video_ripening_seconds: "Seconds until a video is ready",
  status_lag_seconds: "Seconds until a status tells of a post",
  listing_lag_seconds: "Seconds until a post is listed",
  quota_total: "Posts in 24 hours",
  date_ahead_seconds: "Seconds its clock is ahead of real time",
  usage_percent: "Calls already used, in percent",
};
const SWITCHES = {
  parent_needs_finished_children: "Carousels wait for their slides",
  integer_ids: "Ids come as plain numbers",
};

const turn = (name) => (value) => act("instagram/settings", { [name]: value });

export function habits({ settings }) {
  if (!settings) return null;
  return h(
    "details",
    { key: "habits", class: "ig-habits" },
    h("summary", null, "How Instagram behaves"),
    h(
      "div",
      { class: "ig-habit-list" },
      Object.entries(CHOICES).map(([name, { label, words }]) => row(name, label, choice(settings[name], words, turn(name)))),
      Object.entries(NUMBERS).map(([name, label]) => row(name, label, number(settings[name], turn(name)))),
      Object.entries(SWITCHES).map(([name, label]) => row(name, label, onOff(settings[name], turn(name)))),
    ),
  );
}

function row(name, label, control) {
  return h("label", { key: name }, h("span", null, label), control);
}

function choice(value, words, change) {
  const option = ([key, text]) => h("option", { key, value: key }, text);
  return h("select", { enforce: { value }, on: { change: (event) => change(event.currentTarget.value) } }, Object.entries(words).map(option));
}

// A new value makes a new box; half-typed digits survive every other update.
function number(value, change) {
  const report = (event) => event.currentTarget.value !== "" && change(Number(event.currentTarget.value));
  return h("input", { key: value, type: "number", min: 0, step: "any", initial: { value: String(value) }, on: { change: report } });
}

function onOff(value, change) {
  return h("input", { type: "checkbox", enforce: { checked: Boolean(value) }, on: { change: (event) => change(event.currentTarget.checked) } });
}

// The bar on top: what this is, what time it is in here, who one is, and what shall break.

import { h } from "./dom.js";
import { FAULTS, describeFault, faultByKey } from "./faults.js";
import { hourWithSeconds, shortDayWithYear } from "./times.js";
import { act, now, redraw, world } from "./world.js";

const JUMPS = [
  { label: "+1 hour", wish: { add_seconds: 3600 } },
  { label: "Next post", wish: { to: "next_post" } },
  { label: "Tomorrow morning", wish: { to: "tomorrow_morning" } },
];

const OPENAI_MODES = [
  ["ok", "answers"],
  ["refuse", "refuses"],
  ["cut_off", "stops half-way"],
  ["breaks_off", "stops half-way and says it is done"],
  ["chats", "answers in prose"],
  ["fences", "wraps its answer"],
  ["no_choices", "answers with nothing"],
  ["uncounted", "does not count tokens"],
  ["stall", "never answers"],
  ["429", "too many requests (429)"],
  ["429_bare", "the same, not saying how long"],
  ["no_credit", "no credit left (429)"],
  ["500", "server error (500)"],
  ["unknown_model", "unknown model"],
  ["lies", "makes facts up"],
];

export function titleBar(state) {
  return h("header", { class: "titlebar" }, banner(state), cast(state), breakage(state));
}

export function clockFace() {
  return [h("span", { class: "day" }, shortDayWithYear(now())), h("b", null, hourWithSeconds(now())), h("span", null, "Berlin")];
}

function banner() {
  return h(
    "div",
    { class: "banner" },
    h("h1", null, h("strong", null, "SANDBOX"), h("span", null, ": nothing leaves this machine")),
    h(
      "div",
      { class: "clock-set", role: "group", "aria-label": "Clock of the sandbox" },
      h("time", { class: "clock", "data-testid": "clock", title: "The sandbox's own clock, Berlin time" }, clockFace()),
      JUMPS.map(({ label, wish }) => h("button", { key: label, type: "button", on: { click: () => act("clock", wish) } }, label)),
      h("button", { type: "button", class: "reset", on: { click: () => act("reset", {}) } }, "Reset"),
    ),
  );
}

function cast(state) {
  const option = (person) => h("option", { key: person.key, value: person.key }, `${person.name} · ${person.slack_standing}`);
  const become = (event) => {
    world.person = event.currentTarget.value;
    redraw();
  };
  return h(
    "div",
    { class: "controls" },
    h("label", null, "You are: ", h("select", { "data-testid": "you-are", enforce: { value: world.person }, on: { change: become } }, state.people.map(option))),
    openAiMode(state),
    serviceLinks(state),
  );
}

function openAiMode(state) {
  const choose = (event) => act("openai/mode", { mode: event.currentTarget.value });
  const options = OPENAI_MODES.map(([mode, words]) => h("option", { key: mode, value: mode }, words));
  const enforce = { value: state.openai?.mode ?? "ok" };
  return h("label", null, "OpenAI: ", h("select", { "data-testid": "openai-mode", enforce, on: { change: choose } }, options));
}

function serviceLinks(state) {
  const link = (path) =>
    h("a", { key: path, href: state.service_url + path, target: "_blank", rel: "noopener noreferrer" }, path);
  return h(
    "nav",
    { class: "service", "aria-label": "The service under test" },
    h("span", null, "Service: "),
    link("/healthz"),
    link("/readyz"),
    h("span", { class: world.live ? "live" : "live lost", role: "status" }, world.live ? "live" : "reconnecting…"),
  );
}

function breakage(state) {
  const armed = state.faults ?? [];
  const choose = (event) => {
    const chosen = faultByKey(event.currentTarget.value);
    event.currentTarget.value = "";
    chosen?.arm(state);
  };
  const option = (platform) => (fault) => h("option", { key: fault.key, value: fault.key }, `${platform}: ${fault.label}`);
  const options = Object.entries(FAULTS).flatMap(([platform, faults]) => faults.map(option(platform)));
  const first = h("option", { value: "" }, armed.length === 0 ? "nothing" : "something more…");
  return h(
    "div",
    { class: "controls breakage" },
    h("label", null, "Break it: ", h("select", { "data-testid": "break-it", initial: { value: "" }, on: { change: choose } }, first, options)),
    armed.length > 0 && [
      h("ul", { class: "armed", "aria-label": "Waiting to go wrong" }, armed.map((fault, at) => h("li", { key: at }, describeFault(fault)))),
      h("button", { type: "button", on: { click: () => act("faults", null, "DELETE") } }, "Mend it"),
    ],
    state.openai && h("span", { class: "calls" }, `${state.openai.calls ?? 0} OpenAI calls`),
  );
}


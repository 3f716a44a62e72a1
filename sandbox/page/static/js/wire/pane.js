// On the wire: every exchange between the service and the look-alikes, newest first.

import { copyText } from "../clipboard.js";
import { h } from "../dom.js";
import { hourWithSeconds } from "../times.js";
import { act, redraw } from "../world.js";
import { gist, readable, resend } from "./bodies.js";
import { asCurl } from "./curl.js";
import { deskView, waitingCount } from "./desk.js";

const open = new Set();
const SIEVES = ["slack", "telegram", "instagram", "openai", "errors"];
let wanted = "";
let sieve = "";
let view = "wire";

export function wirePane(state) {
  const entries = keyed((state.wire ?? []).filter(isTalk)).toReversed();
  const shown = entries.filter(({ entry }) => matches(entry));
  return h(
    "div",
    { class: "wire" },
    head(entries, shown),
    view === "desk" ? deskView() : wire(entries, shown),
  );
}

function head(entries, shown) {
  const tab = (id, words) => {
    const pick = () => {
      view = id;
      redraw();
    };
    return h("button", { key: id, type: "button", "aria-pressed": String(view === id), on: { click: pick } }, words);
  };
  return h(
    "div",
    { class: "wire-head" },
    h("h2", { class: "pane-title" }, "On the wire"),
    view === "wire" && h("span", { class: "wire-count" }, `${shown.length} of ${entries.length}`),
    h("div", { class: "wire-tabs", role: "group", "aria-label": "Show" }, tab("wire", "Requests"), tab("desk", `Waiting (${waitingCount()})`)),
  );
}

function wire(entries, shown) {
  return h(
    "div",
    { class: "wire-body" },
    h("input", { type: "search", class: "wire-filter", "aria-label": "Filter the wire", placeholder: "Filter: media_publish, slack, 429…", on: { input: filter } }),
    sieves(),
    entries.length === 0 && h("p", { class: "waiting" }, "Nothing has been sent yet. Say something in a chat."),
    h(
      "div",
      { class: "wire-log", role: "log", "aria-live": "off", "aria-label": "Exchanges, newest first" },
      h("ol", null, shown.map(({ key, entry }) => exchange(key, entry))),
    ),
  );
}

// One press instead of typing: one platform, or what went wrong.
function sieves() {
  const chip = (name) => {
    const pick = () => {
      sieve = sieve === name ? "" : name;
      redraw();
    };
    return h("button", { key: name, type: "button", class: "chip", "aria-pressed": String(sieve === name), on: { click: pick } }, name);
  };
  return h("div", { class: "wire-sieves", role: "group", "aria-label": "Show only" }, SIEVES.map(chip));
}

// Pictures this page itself fetches to show the feed come through the same door; they are no talk of the service's.
const isTalk = ({ method, target }) => !(method === "GET" && target.startsWith("/cdn/"));

// A name for each entry that stays the same when older ones fall off the record.
function keyed(wire) {
  const counts = new Map();
  return wire.map((entry) => {
    const name = `${entry.at} ${entry.method} ${entry.target}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return { key: `${name} ${counts.get(name)}`, entry };
  });
}

function filter(event) {
  wanted = event.currentTarget.value.trim().toLowerCase();
  redraw();
}

function matches({ direction, method, target, status, request, answer }) {
  if (sieve === "errors" ? status > 0 && status < 400 : !direction.includes(sieve)) return false;
  return wanted.split(/\s+/).every((word) => [direction, method, target, String(status), request, answer].some((part) => String(part).toLowerCase().includes(word)));
}

const grade = (status) => (status === 0 || status >= 500 ? "bad" : status >= 400 ? "odd" : "good");

function exchange(key, entry) {
  const isOpen = open.has(key);
  const toggle = () => {
    if (!open.delete(key)) open.add(key);
    redraw();
  };
  const [from, to] = entry.direction.split("->").map((name) => name.trim());
  const platform = from === "service" ? to : from;
  const what = gist(entry);
  return h(
    "li",
    { key, class: "wire-entry", "data-testid": "wire-entry", "data-platform": platform },
    h(
      "button",
      { type: "button", class: "wire-line", "aria-expanded": String(isOpen), on: { click: toggle } },
      h("span", { class: "wire-direction" }, from === "service" ? `→ ${to}` : `← ${from}`),
      h("span", { class: `wire-status ${grade(entry.status)}` }, entry.status || "no answer"),
      h("span", { class: "wire-target" }, h("b", null, entry.method), " ", shortTarget(entry.target), what && h("i", null, ` ${what}`)),
      h("span", { class: "wire-time" }, `${hourWithSeconds(new Date(entry.at))} · ${entry.milliseconds} ms`),
    ),
    isOpen && details(entry),
  );
}

// One line has no room for hosts and long ids; the whole address stands in the details.
const shortTarget = (target) => target.replace(/^https?:\/\/[^/]+/, "").replace(/\d{8,}(?=\d{4})/g, "…");

function details(entry) {
  const again = resend(entry);
  return h(
    "div",
    { class: "wire-details" },
    h("p", { class: "wire-full" }, entry.target),
    h("h3", null, "Request"),
    h("pre", { tabindex: 0 }, readable(entry.request)),
    h("h3", null, `Answer · ${entry.status || "none"}`),
    h("pre", { tabindex: 0 }, readable(entry.answer)),
    h(
      "div",
      { class: "wire-tools" },
      h("button", { type: "button", on: { click: () => copyText(asCurl(entry)) } }, "Copy as curl"),
      again && h("button", { type: "button", on: { click: () => act(again.path, again.body) } }, "Send again"),
    ),
  );
}

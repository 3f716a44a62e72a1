// "Break it" in the bar on top, and under it a card for each thing broken: what happens, and what mends it.

import { h } from "../dom.js";
import { hourWithSeconds } from "../times.js";
import { act, redraw } from "../world.js";
import { FAULTS, faultByKey } from "./faults.js";

const chosen = new Map(); // key -> {mended: whether its card was put away}

export function breakage(state) {
  const choose = (event) => {
    const fault = faultByKey(event.currentTarget.value);
    event.currentTarget.value = "";
    if (!fault) return;
    chosen.delete(fault.key);
    chosen.set(fault.key, strikesOf(state, fault).length);
    fault.arm(state);
    redraw();
  };
  const option = (platform) => (fault) => h("option", { key: fault.key, value: fault.key }, `${platform}: ${fault.label}`);
  const groups = Object.entries(FAULTS).map(([platform, faults]) => h("optgroup", { key: platform, label: platform }, faults.map(option(platform))));
  const armed = (state.faults ?? []).length > 0 || [...chosen.keys()].some((key) => faultByKey(key).stays);
  return [
    h(
      "div",
      { class: "controls breakage foldable" },
      h("label", null, "Break it: ", h("select", { "data-testid": "break-it", initial: { value: "" }, on: { change: choose } }, h("option", { value: "" }, chosen.size === 0 ? "nothing" : "something more…"), groups)),
      armed && h("button", { type: "button", on: { click: mend } }, "Mend it"),
    ),
    chosen.size > 0 && h("ul", { class: "broken", "aria-label": "Broken on purpose", "aria-live": "polite" }, [...chosen].map(([key, before]) => card(state, faultByKey(key), before))),
  ];
}

// Takes back what has not happened yet; what is lasting ends.
function mend() {
  act("faults", null, "DELETE");
  for (const key of chosen.keys()) faultByKey(key).mend?.();
  chosen.clear();
  redraw();
}

const strikesOf = (state, { key }) => (state.struck ?? []).filter((strike) => strike.key === key);

function card(state, fault, before) {
  const strikes = strikesOf(state, fault).slice(before);
  const last = strikes.at(-1);
  const said = fault.stays ? "in force" : last ? `happened at ${hourWithSeconds(new Date(last.at))}, ${last.operation}` : "waits for the next call it concerns";
  const dismiss = () => {
    chosen.delete(fault.key);
    redraw();
  };
  return h(
    "li",
    { key: fault.key, class: `broken-card${last || fault.stays ? " struck" : ""}`, "data-testid": "broken-card", "data-fault": fault.key, "data-struck": String(strikes.length) },
    h("p", null, h("b", null, `${fault.platform}: ${fault.label}`), h("small", null, ` · ${said}`)),
    h("p", null, h("b", null, "What happens: "), fault.cause),
    h("p", null, h("b", null, "What mends it: "), fault.cure),
    h("button", { type: "button", class: "quiet", "aria-label": `Put away: ${fault.label}`, on: { click: dismiss } }, "×"),
  );
}

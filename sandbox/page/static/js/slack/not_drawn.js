// What this page cannot draw is shown as what it is, with its JSON; it never vanishes.

import { h } from "../dom.js";

export function notDrawn(thing) {
  const name = thing?.type ?? "something without a type";
  return h(
    "details",
    { class: "not-drawn", "data-testid": "not-drawn" },
    h("summary", null, "not drawn here: ", h("code", null, name)),
    h("pre", { tabindex: 0 }, JSON.stringify(thing, null, 2)),
  );
}

// The bar on top: what this is, what time it is in here, who one is, and what shall break.

import { breakage } from "./breaking/bar.js";
import { cast } from "./cast.js";
import { clockSet } from "./clock.js";
import { h } from "./dom.js";
import { goLiveLink, whatIsReal } from "./golive.js";
import { guide, guideButton } from "./guide.js";
import { redraw, world } from "./world.js";

let unfolded = false;

export function titleBar(state) {
  return h(
    "header",
    { class: `titlebar${unfolded ? " unfolded" : ""}` },
    h("div", { class: "banner" }, h("h1", null, h("strong", null, "SANDBOX"), h("span", null, `: ${whatIsReal(state)}`)), folding(), clockSet(state)),
    h("div", { class: "controls foldable" }, cast(state), serviceLinks(state)),
    breakage(state),
    guideButton(),
    guide(state),
  );
}

// Narrow screens need the room for the chats; there the rest of the bar unfolds on demand.
function folding() {
  const toggle = () => {
    unfolded = !unfolded;
    redraw();
  };
  return h("button", { type: "button", class: "fold", "aria-expanded": String(unfolded), on: { click: toggle } }, unfolded ? "Less" : "Controls");
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
    h("a", { key: "story", href: "/control/story", download: "test_saved_story.py", title: "What you did here, as a story that pytest replays" }, "Save as test"),
    goLiveLink(state),
    h("span", { class: world.live ? "live" : "live lost", role: "status" }, world.live ? "live" : "reconnecting…"),
  );
}

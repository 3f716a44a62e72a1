// The page: a title bar and four panes, drawn anew from the state after each change.

import { clockFace } from "./clock.js";
import { h, render } from "./dom.js";
import { instagramPane } from "./instagram/pane.js";
import { closeMenusOnOutsidePress } from "./menu.js";
import { slackPane } from "./slack/pane.js";
import { telegramPane } from "./telegram/pane.js";
import { titleBar } from "./titlebar.js";
import { wirePane } from "./wire/pane.js";
import { follow, redraw, world } from "./world.js";

const PANES = [
  { id: "slack", name: "Slack", draw: slackPane },
  { id: "telegram", name: "Telegram", draw: telegramPane },
  { id: "instagram", name: "Instagram", draw: instagramPane },
  { id: "wire", name: "On the wire", draw: wirePane },
];

const app = document.getElementById("app");

function drawPage() {
  if (!world.state) {
    render(app, h("p", { class: "waiting" }, "Waiting for the sandbox…"));
    return;
  }
  render(app, titleBar(world.state), paneTabs(), h("main", { class: "panes", "data-shown": world.pane }, PANES.map(drawPane)));
}

// Only seen on narrow screens, where one pane is shown at a time.
function paneTabs() {
  const tab = ({ id, name }) =>
    h(
      "button",
      { key: id, type: "button", "aria-pressed": String(world.pane === id), "data-testid": `tab-${id}`, on: { click: () => show(id) } },
      name,
    );
  return h("nav", { class: "pane-tabs", "aria-label": "Panes" }, PANES.map(tab));
}

function show(id) {
  world.pane = id;
  redraw();
}

function drawPane({ id, name, draw }) {
  const props = { key: id, class: `pane pane-${id}`, "data-testid": `pane-${id}`, "data-pane": id, "aria-label": name };
  return h("section", props, draw(world.state));
}

function tick() {
  const face = document.querySelector("[data-testid=clock]");
  if (face && world.state) render(face, clockFace());
}

closeMenusOnOutsidePress();
follow(drawPage);
setInterval(tick, 1000);

// A Mini App over the Telegram pane: a frame with the page, and the few events app and page tell each other.

import { h } from "../dom.js";
import { act, me, redraw } from "../world.js";

let open = null;

// Load what a button leads to, as the person whose chat it stands in.
export async function openApp(address, message, url) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const answer = await act("telegram/open_app", { ...address, message_id: message.message_id, url, dark });
  if (!answer) return;
  open = { url: answer.url, person: me().key, back: false };
  redraw();
}

function close() {
  open = null;
  redraw();
}

function frame() {
  return document.querySelector(".tg-app iframe");
}

function tell(eventType, eventData = {}) {
  frame()?.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), new URL(open.url).origin);
}

const HEARD = {
  web_app_close: close,
  web_app_open_link: ({ url }) => window.open(url, "_blank", "noopener"),
  web_app_setup_back_button: ({ is_visible: shown }) => {
    open.back = shown;
    redraw();
  },
};

window.addEventListener("message", ({ source, data }) => {
  if (!open || source !== frame()?.contentWindow || typeof data !== "string") return;
  const { eventType, eventData } = JSON.parse(data);
  if (Object.hasOwn(HEARD, eventType)) HEARD[eventType](eventData);
});

export function drawApp(telegram) {
  if (!open || open.person !== me().key) return null;
  const { first_name: name } = telegram.bot;
  return h(
    "div",
    { key: `app ${open.url}`, class: "tg-app", "data-testid": "telegram-app" },
    h(
      "div",
      { class: "tg-app-head" },
      h("button", { type: "button", class: "quiet", on: { click: open.back ? () => tell("back_button_pressed") : close } }, open.back ? "← Back" : "Close"),
      h("b", null, name),
      h("button", { type: "button", class: "quiet", "aria-label": `Close ${name}`, on: { click: close } }, "×"),
    ),
    h("iframe", { src: open.url, title: `${name}, Mini App` }),
  );
}

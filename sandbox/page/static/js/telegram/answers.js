// Answers to pressed buttons: a toast that fades, or an alert that waits for OK.

import { h } from "../dom.js";
import { toast } from "../toasts.js";
import { me, redraw } from "../world.js";

const counted = new Map();
let alert = null;

// Show what was answered since the last look; what was there when the page opened stays unsaid.
export function noticeAnswers(telegram) {
  const id = String(me().telegram_id);
  const answers = telegram.answers?.[id] ?? [];
  const known = counted.get(id);
  counted.set(id, answers.length);
  if (known === undefined || answers.length <= known) return;
  for (const { text, show_alert: waits } of answers.slice(known)) {
    if (!text) continue;
    if (waits) alert = text;
    else toast(text);
  }
}

export function alertBox() {
  if (!alert) return null;
  const close = () => {
    alert = null;
    redraw();
  };
  return h(
    "div",
    { key: "alert", class: "overlay" },
    h(
      "dialog",
      { open: true, class: "tg-alert", role: "alertdialog", "aria-labelledby": "tg-alert-words", "data-testid": "telegram-alert", on: { keydown: (event) => event.key === "Escape" && close() } },
      h("p", { id: "tg-alert-words" }, alert),
      h("button", { type: "button", mount: (button) => button.focus(), on: { click: close } }, "OK"),
    ),
  );
}

// A modal: a form over the Slack pane, with the bot's words of error beside the answers they are about.

import { h } from "../dom.js";
import { act, me, redraw } from "../world.js";
import { drawBlocks } from "./blocks.js";
import { readInputs } from "./inputs.js";
import { openQuestion } from "./pressing.js";
import { plain, text } from "./texts.js";

const complaints = new Map();
const sending = new Set();

// The person's stack of views; the last one is on top and the only one that can be used.
export function drawModals(state) {
  const stack = state.slack.modals?.[me().slack_id] ?? [];
  return stack.map((view, at) => modal(view, at === stack.length - 1));
}

function modal(view, onTop) {
  const key = `slack/view/${view.id}`;
  const errors = { ...complaints.get(view.id), ...view.errors };
  const place = { key, target: { view_id: view.id }, errors, readValues: () => readInputs(view.blocks, key) };
  const close = () => act("slack/close", { user: me().key, view_id: view.id });
  const closeAll = () => act("slack/close", { user: me().key, view_id: view.id, all: true });
  return h(
    "div",
    { key, class: "overlay", inert: !onTop },
    h(
      "dialog",
      { open: true, class: "slack-modal", "aria-labelledby": `${key}/title`, "data-testid": "slack-modal", mount: focusFirst, on: { keydown: (event) => event.key === "Escape" && close() } },
      h(
        "form",
        { novalidate: true, on: { submit: (event) => submit(event, view, key) } },
        h(
          "div",
          { class: "modal-head" },
          h("h3", { id: `${key}/title` }, plain(view.title)),
          h("button", { type: "button", class: "quiet", "aria-label": "Close", on: { click: closeAll } }, "×"),
        ),
        h("div", { class: "modal-body" }, drawBlocks(view.blocks, place)),
        foot(view, close),
      ),
    ),
  );
}

function foot(view, close) {
  const busy = sending.has(view.id);
  return h(
    "div",
    { class: "modal-foot" },
    h("button", { type: "button", class: "bk-button", on: { click: close } }, plain(view.close) || "Cancel"),
    view.submit && h("button", { type: "submit", class: "bk-button primary", "aria-busy": String(busy) }, plain(view.submit)),
  );
}

async function submit(event, view, key) {
  event.preventDefault();
  if (sending.has(view.id)) return;
  sending.add(view.id);
  complaints.delete(view.id);
  redraw();
  const values = await readInputs(view.blocks, key);
  const answer = await act("slack/submit", { user: me().key, view_id: view.id, values });
  sending.delete(view.id);
  if (answer?.errors) complaints.set(view.id, answer.errors);
  redraw();
  if (Object.keys(answer?.errors ?? {}).length > 0) setTimeout(() => showFirstComplaint(key), 50);
}

// The first answer to mend may be out of sight: bring it into view, ready for typing.
function showFirstComplaint(key) {
  const title = document.getElementById(`${key}/title`);
  title?.closest("dialog").querySelector(".bk-field.wrong :is(input, textarea, select)")?.focus();
}

function focusFirst(dialog) {
  const wanted = dialog.querySelector("[data-autofocus]") ?? dialog.querySelector(".modal-body :is(input, textarea, select, button)");
  (wanted ?? dialog.querySelector(".modal-foot button:last-child")).focus();
}

// "Are you sure?", as an element's confirm object words it.
export function drawQuestion() {
  const question = openQuestion();
  if (!question) return null;
  const { confirm, answer } = question;
  const look = confirm.style === "danger" ? "danger" : "primary";
  return h(
    "div",
    { key: "question", class: "overlay" },
    h(
      "dialog",
      { open: true, class: "slack-modal question", role: "alertdialog", "aria-labelledby": "slack-question", "data-testid": "slack-confirm", mount: focusFirst, on: { keydown: (event) => event.key === "Escape" && answer(false) } },
      h("div", { class: "modal-head" }, h("h3", { id: "slack-question" }, plain(confirm.title))),
      h("div", { class: "modal-body" }, h("p", { class: "bk-text" }, text(confirm.text))),
      h(
        "div",
        { class: "modal-foot" },
        h("button", { type: "button", class: "bk-button", on: { click: () => answer(false) } }, plain(confirm.deny) || "Cancel"),
        h("button", { type: "button", class: `bk-button ${look}`, on: { click: () => answer(true) } }, plain(confirm.confirm) || "Yes"),
      ),
    ),
  );
}

// A message box: grows with its text, keeps a draft for each conversation, takes files, offers a sample.

import { size } from "./files.js";
import { h } from "./dom.js";
import { redraw } from "./world.js";

const drafts = new Map();
const attached = new Map();

// send(text, files) gives something truthy when the message went out; otherwise the text comes back into the box.
export function composer({ key, testid, label, placeholder, sample, accept, send }) {
  const box = { key, send, sample };
  const hint = sample && !placeholder ? sample : placeholder;
  return h(
    "form",
    { key, class: "composer", novalidate: true, on: { submit: (event) => submit(event, box), paste: (event) => takeFiles(event, key, event.clipboardData.files) } },
    h("textarea", {
      rows: 2,
      "data-testid": testid,
      "aria-label": label,
      placeholder: hint,
      initial: { value: drafts.get(key) ?? "" },
      on: { input: (event) => drafts.set(key, event.currentTarget.value), keydown: (event) => pressed(event, box) },
    }),
    attachments(key),
    h(
      "div",
      { class: "composer-tools" },
      fileButton(key, accept),
      sample && h("button", { type: "button", class: "chip sample", title: sample, on: { click: (event) => fill(event, box) } }, "Try the sample"),
      h("button", { type: "submit", class: "send", "aria-label": `Send: ${label}`, title: "Send (Enter)" }, "➤"),
    ),
  );
}

function fileButton(key, accept) {
  const take = (event) => {
    takeFiles(event, key, event.currentTarget.files);
    event.currentTarget.value = "";
  };
  return h(
    "label",
    { class: "attach", title: "Attach a file" },
    h("input", { type: "file", multiple: true, accept, "aria-label": "Attach a file", on: { change: take } }),
    h("span", { "aria-hidden": "true" }, "📎"),
  );
}

function attachments(key) {
  const files = attached.get(key) ?? [];
  const drop = (file) => {
    attached.set(key, files.filter((other) => other !== file));
    redraw();
  };
  const chip = (file) =>
    h(
      "li",
      { key: file.name },
      `${file.name} · ${size(file.size)}`,
      h("button", { type: "button", class: "quiet", "aria-label": `Remove ${file.name}`, on: { click: () => drop(file) } }, "×"),
    );
  return files.length > 0 && h("ul", { class: "attachments", "aria-label": "Attached files" }, files.map(chip));
}

function takeFiles(event, key, files) {
  if (files.length === 0) return;
  event.preventDefault();
  attached.set(key, [...(attached.get(key) ?? []), ...files]);
  redraw();
}

function pressed(event, box) {
  const area = event.currentTarget;
  const wantsSample = (event.key === "Tab" && !event.shiftKey) || event.key === "ArrowRight";
  if (box.sample && area.value === "" && wantsSample) {
    event.preventDefault();
    write(area, box.key, box.sample);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    area.form.requestSubmit();
  }
}

function fill(event, box) {
  const area = event.currentTarget.form.querySelector("textarea");
  if (area.value === "") write(area, box.key, box.sample);
  area.focus();
}

function write(area, key, text) {
  area.value = text;
  drafts.set(key, text);
}

async function submit(event, { key, send }) {
  event.preventDefault();
  const area = event.currentTarget.querySelector("textarea");
  const text = area.value.trim();
  const files = attached.get(key) ?? [];
  if (text === "" && files.length === 0) return;
  write(area, key, "");
  attached.delete(key);
  redraw();
  if (await send(text, files)) return;
  attached.set(key, files);
  if (area.value === "") write(area, key, text);
  redraw();
}

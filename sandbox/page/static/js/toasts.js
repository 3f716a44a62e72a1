// Short notes that come and go by themselves.

import { h, render } from "./dom.js";

const SHOWN_FOR_MS = 9000;
const shelf = document.createElement("div");
let notes = [];
let count = 0;

shelf.className = "toasts";
document.body.append(shelf);

// Show a sentence; kind is "note" or "error" (read aloud at once).
export function toast(text, kind = "note") {
  const note = { id: (count += 1), text, kind };
  notes = [...notes.filter((other) => other.text !== text), note].slice(-4);
  drawShelf();
  setTimeout(() => dismiss(note), SHOWN_FOR_MS);
}

function dismiss(note) {
  notes = notes.filter((other) => other !== note);
  drawShelf();
}

function drawShelf() {
  render(
    shelf,
    notes.map((note) =>
      h(
        "div",
        { key: note.id, class: `toast ${note.kind}`, role: note.kind === "error" ? "alert" : "status", "data-testid": "toast" },
        h("span", null, note.text),
        h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => dismiss(note) } }, "×"),
      ),
    ),
  );
}

// A small menu behind a button: overflow menus, commands, what one may do to an account.

import { h } from "./dom.js";

// entries: [{label, hint?, act, danger?}]; the menu closes after a choice, on Escape and on a press elsewhere.
export function menu({ key, label, face, entries, className = "" }) {
  return h(
    "details",
    { key, class: `menu ${className}`, on: { keydown: closeOnEscape } },
    h("summary", { "aria-label": label, title: label, role: "button" }, face),
    h("div", { class: "menu-list", role: "menu" }, entries.map(drawEntry)),
  );
}

function drawEntry({ label, hint, act, danger }) {
  const choose = (event) => {
    event.currentTarget.closest("details").open = false;
    act();
  };
  return h(
    "button",
    { key: label, type: "button", role: "menuitem", class: danger ? "danger" : null, on: { click: choose } },
    h("span", null, label),
    hint && h("small", null, hint),
  );
}

function closeOnEscape(event) {
  const menuElement = event.currentTarget;
  if (event.key !== "Escape" || !menuElement.open) return;
  event.stopPropagation();
  menuElement.open = false;
  menuElement.querySelector("summary").focus();
}

export function closeMenusOnOutsidePress() {
  document.addEventListener("pointerdown", (event) => {
    for (const open of document.querySelectorAll("details.menu[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
}

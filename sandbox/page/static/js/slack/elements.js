// Interactive elements outside inputs: buttons, overflow, and every select or picker that presses by itself.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { menu } from "../menu.js";
import { CHOICES } from "./choices.js";
import { FIELDS } from "./fields.js";
import { notDrawn } from "./not_drawn.js";
import { press } from "./pressing.js";
import { plain, text } from "./texts.js";

function button(element, place) {
  const click = () => press(place, element, element.value);
  const props = {
    key: element.action_id,
    class: `bk-button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    title: element.accessibility_label,
  };
  if (!element.url) return h("button", { ...props, type: "button", on: { click } }, plain(element.text));
  const link = { href: element.url, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { ...props, ...link, class: `${props.class} link`, on: { click } }, plain(element.text));
}

function overflow(element, place) {
  const entries = element.options.map((option) => ({
    label: plain(option.text),
    hint: option.description && plain(option.description),
    act: () => {
      if (option.url) window.open(option.url, "_blank", "noopener");
      press(place, element, option.value);
    },
  }));
  return menu({ key: element.action_id, label: "More actions", face: "⋯", entries, className: "bk-overflow" });
}

function feedback(element, place) {
  const one = (choice, face) =>
    h(
      "button",
      { type: "button", class: "bk-button quiet", "aria-label": choice.accessibility_label ?? plain(choice.text), title: plain(choice.text), on: { click: () => press(place, element, choice.value) } },
      face,
    );
  return h("span", { key: element.action_id, class: "bk-feedback" }, one(element.positive_button, "👍"), one(element.negative_button, "👎"));
}

function iconButton(element, place) {
  const props = { key: element.action_id, type: "button", class: "bk-button quiet", "aria-label": element.accessibility_label ?? plain(element.text) };
  return h("button", { ...props, title: plain(element.text), on: { click: () => press(place, element, element.value) } }, element.icon === "trash" ? "🗑️" : element.icon);
}

const ELEMENTS = {
  button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image: (element) => picture(element.sandbox_url ?? element.image_url, element.alt_text, { class: "bk-thumb" }),
  plain_text: (element) => h("span", null, text(element)),
  mrkdwn: (element) => h("span", null, text(element)),
};

// Draw one element of an actions, section or context block. Unknown ones stay visible as JSON.
export function drawElement(element, place) {
  const own = ELEMENTS[element.type];
  if (own) return own(element, place);
  const field = CHOICES[element.type] ?? FIELDS[element.type];
  if (!field) return notDrawn(element);
  const label = plain(element.placeholder) || element.accessibility_label || element.type.replaceAll("_", " ");
  const id = `${place.key}/${element.action_id}`;
  return field.draw(element, { id, label, changed: (value) => press(place, element, value) });
}

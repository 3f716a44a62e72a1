// Choosing from options: selects of all kinds, radio buttons, checkboxes. Each draws itself and can be read.

import { h } from "../dom.js";
import { world } from "../world.js";
import { plain, text } from "./texts.js";

const people = () => world.state.people.map(({ slack_id: value, name }) => ({ value, text: name }));
const channels = () => (world.state.slack.channels ?? []).filter(({ is_im: im }) => !im).map(({ id: value, name }) => ({ value, text: `#${name}` }));
const conversations = () => [...channels(), ...people()];

function option({ value, text: label, description }) {
  return h("option", { key: value, value }, description ? `${plain(label)} (${plain(description)})` : plain(label));
}

function optionsOf(element, known) {
  if (known) return known().map(option);
  if (!element.option_groups) return (element.options ?? []).map(option);
  return element.option_groups.map((group) => h("optgroup", { key: plain(group.label), label: plain(group.label) }, group.options.map(option)));
}

function flatOptions(element, known) {
  if (known) return known();
  return element.option_groups ? element.option_groups.flatMap((group) => group.options) : (element.options ?? []);
}

// One choice from a list. known: where options come from if not from the element; initially: the chosen value.
function single(known, initially) {
  const draw = (element, { id, label, changed }) => {
    const props = { key: element.action_id, id, class: "bk-select", "aria-label": label, initial: { value: initially(element) ?? "" } };
    const on = { change: (event) => changed?.(event.currentTarget.value) };
    const nothing = h("option", { value: "" }, plain(element.placeholder) || "Choose an option");
    return h("select", { ...props, on }, nothing, optionsOf(element, known));
  };
  return { draw, read: (box) => box.querySelector("select").value };
}

// Several choices, as a list of boxes to tick.
function ticks(element, { id, label, changed }, { type, options, chosen }) {
  const change = (event) => changed?.(type === "radio" ? event.currentTarget.value : ticked(event.currentTarget.closest("[data-ticks]")));
  const line = (one) =>
    h(
      "label",
      { key: one.value, class: "bk-tick" },
      h("input", { type, name: id, value: one.value, initial: { checked: chosen.includes(one.value) }, on: { change } }),
      h("span", null, text(one.text), one.description && h("small", null, text(one.description))),
    );
  const props = { key: element.action_id, class: "bk-ticks", role: type === "radio" ? "radiogroup" : "group", "aria-label": label };
  return h("div", { ...props, "data-ticks": true }, options.map(line));
}

const ticked = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value);

function several(known, initially) {
  return {
    draw: (element, place) => ticks(element, place, { type: "checkbox", options: flatOptions(element, known), chosen: initially(element) ?? [] }),
    read: ticked,
  };
}

const values = (options) => options?.map((one) => one.value);

export const CHOICES = {
  static_select: single(null, (element) => element.initial_option?.value),
  users_select: single(people, (element) => element.initial_user),
  channels_select: single(channels, (element) => element.initial_channel),
  conversations_select: single(conversations, (element) => element.initial_conversation),
  multi_static_select: several(null, (element) => values(element.initial_options)),
  multi_users_select: several(people, (element) => element.initial_users),
  multi_channels_select: several(channels, (element) => element.initial_channels),
  multi_conversations_select: several(conversations, (element) => element.initial_conversations),
  checkboxes: several(null, (element) => values(element.initial_options)),
  radio_buttons: {
    draw: (element, place) => ticks(element, place, { type: "radio", options: element.options, chosen: [element.initial_option?.value] }),
    read: (box) => ticked(box)[0] ?? "",
  },
};

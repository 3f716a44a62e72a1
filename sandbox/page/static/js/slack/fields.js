// Typing and picking: text, numbers, addresses, days, hours, files. Each draws itself and can be read.

import { h } from "../dom.js";
import { readFile } from "../files.js";
import { instantOf, wallOf } from "../times.js";
import { me } from "../world.js";
import { plain } from "./texts.js";

const FIRST_REAL_YEAR = "2000";

// An <input> of some HTML type. extra(element): more attributes; initially(element): its first value.
function oneLine(type, { initially = (element) => element.initial_value, extra = () => ({}), value = (raw) => raw } = {}) {
  const draw = (element, { id, label, changed }) => {
    const report = (event) => changed?.(value(event.currentTarget.value));
    return h("input", {
      key: element.action_id,
      id,
      type,
      class: `bk-input ${type}`,
      "aria-label": label,
      placeholder: plain(element.placeholder) || null,
      maxlength: element.max_length,
      "data-autofocus": element.focus_on_load,
      initial: { value: initially(element) ?? "" },
      ...extra(element),
      on: { change: report },
    });
  };
  return { draw, read: (box) => value(box.querySelector("input").value) };
}

function manyLines(initially) {
  const draw = (element, { id, label, changed }) =>
    h("textarea", {
      key: element.action_id,
      id,
      rows: 4,
      class: "bk-input",
      "aria-label": label,
      placeholder: plain(element.placeholder) || null,
      maxlength: element.max_length,
      "data-autofocus": element.focus_on_load,
      initial: { value: initially(element) ?? "" },
      on: { change: (event) => changed?.(event.currentTarget.value) },
    });
  return { draw, read: (box) => box.querySelector("textarea").value };
}

const line = oneLine("text");
const lines = manyLines((element) => element.initial_value);
const textInput = {
  draw: (element, place) => (element.multiline ? lines : line).draw(element, place),
  read: (box) => box.querySelector("input, textarea").value,
};

const richWords = manyLines((element) =>
  element.initial_value?.elements?.flatMap((part) => (part.elements ?? []).map((leaf) => leaf.text ?? "")).join(""),
);

// Plain words as the rich text Slack would send; nothing stays nothing.
function asRichText(text) {
  if (!text) return "";
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

const richLines = {
  draw: (element, place) => richWords.draw(element, { ...place, changed: place.changed && ((text) => place.changed(asRichText(text))) }),
  read: (box) => asRichText(richWords.read(box)),
};

// While a year is typed digit by digit the browser reports the years 2, 20 and 202: those are nobody's wish.
function settled(picker) {
  const draw = (element, place) => {
    const changed = place.changed && ((value) => value >= FIRST_REAL_YEAR && place.changed(value));
    return picker.draw(element, { ...place, changed });
  };
  return { ...picker, draw };
}

const file = {
  draw: (element, { id, label, changed }) =>
    h("input", {
      key: element.action_id,
      id,
      type: "file",
      class: "bk-input file",
      "aria-label": label,
      multiple: (element.max_files ?? 10) > 1,
      accept: element.filetypes?.map((kind) => `.${kind}`).join(","),
      on: { change: async (event) => changed?.(await Promise.all([...event.currentTarget.files].map(readFile))) },
    }),
  read: (box) => Promise.all([...box.querySelector("input").files].map(readFile)),
};

const epoch = (wall) => (wall ? String(instantOf(wall, me().time_zone).getTime() / 1000) : "");

export const FIELDS = {
  plain_text_input: textInput,
  rich_text_input: richLines,
  url_text_input: oneLine("url"),
  email_text_input: oneLine("email"),
  number_input: oneLine("number", {
    extra: (element) => ({ min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : 1 }),
  }),
  datepicker: settled(oneLine("date", { initially: (element) => element.initial_date })),
  timepicker: oneLine("time", { initially: (element) => element.initial_time }),
  datetimepicker: oneLine("datetime-local", {
    initially: (element) => element.initial_date_time && wallOf(new Date(element.initial_date_time * 1000), me().time_zone),
    value: epoch,
  }),
  file_input: file,
};

// Telegram messages as bubbles: words, pictures, files, and the rows of buttons under them.

import { copyText } from "../clipboard.js";
import { h } from "../dom.js";
import { link, picture } from "../links.js";
import { dayHeading, hour } from "../times.js";
import { me, now } from "../world.js";
import { albumGrid, gathered } from "./albums.js";
import { formatted, plainText } from "./html.js";

// hands: {press(message, data), open(message, url), reply(message), edit(message), say(text)}: what a person can do to the messages.
export function drawBubbles(messages, isGroup, hands) {
  let day = "";
  return gathered(messages).flatMap((message) => {
    const heading = dayHeading(when(message), now());
    const divider = heading !== day && h("h3", { key: `day ${heading}`, class: "tg-day" }, h("span", null, heading));
    day = heading;
    return [divider, bubble(message, messages, isGroup, hands)];
  });
}

// A date as Telegram gives it (Unix seconds) or as ISO text.
export function when({ date }) {
  return new Date(typeof date === "number" ? date * 1000 : date);
}

export const wordsOf = (message) => message?.text || message?.caption || kindWord(message);

const kindWord = (message) => (message?.photo_url && "Photo") || (message?.video && "Video") || "File";

// "Ada added Rite": what happened to the chat itself.
const SERVICE = { new_chat_members: "joined the group", left_chat_member: "left the group", pinned_message: "pinned a message", forum_topic_created: "opened this topic" };

function bubble(message, messages, isGroup, hands) {
  if (message.service) {
    const words = `${message.from?.name}: ${SERVICE[message.service] ?? message.service.replaceAll("_", " ")}`;
    return h("p", { key: message.message_id, class: "tg-day" }, h("span", null, words));
  }
  const mine = message.from?.id === me().telegram_id;
  const props = {
    key: message.message_id,
    class: `tg-message${mine ? " mine" : ""}`,
    "data-testid": "telegram-message",
    "data-message-id": message.message_id,
    "aria-label": `${message.from?.name ?? "Somebody"}, ${hour(when(message))}`,
  };
  const reply = (event) => {
    const busy = event.target.closest("button, a, video") || getSelection().toString();
    if (!busy) hands.reply(message);
  };
  return h(
    "article",
    props,
    h(
      "div",
      { class: `tg-bubble${message.photo_url || message.album ? " with-photo" : ""}`, on: { click: reply }, title: "Press to reply" },
      isGroup && !mine && h("p", { class: `tg-name shade-${(message.from?.id ?? 0) % 5}` }, message.from?.name),
      quoted(message, messages),
      message.album ? albumGrid(message.album, media) : media(message),
      h("div", { class: "tg-words" }, words(message, hands), stamp(message)),
    ),
    message.reactions?.length > 0 && h("p", { class: "tg-reactions" }, message.reactions.map((one) => one.emoji ?? String(one))),
    keyboard(message, hands),
    h("button", { type: "button", class: "tg-reply", on: { click: () => hands.reply(message) } }, "Reply"),
    mine && h("button", { type: "button", class: "tg-reply tg-edit", on: { click: () => hands.edit(message) } }, "Edit"),
  );
}

function words(message, hands) {
  const text = message.text || message.caption || "";
  return h("span", { class: "tg-text" }, message.html ? formatted(message.html, hands.say) : plainText(text, hands.say));
}

function stamp(message) {
  return h("span", { class: "tg-stamp" }, message.edit_date && "edited ", hour(when(message)));
}

function quoted(message, messages) {
  if (!message.reply_to) return null;
  const id = message.reply_to.message_id ?? message.reply_to;
  const original = messages.find((other) => other.message_id === id);
  return h("blockquote", { class: "tg-quote" }, h("b", null, original?.from?.name ?? "Message"), h("span", null, original ? wordsOf(original) : "deleted message"));
}

function fileOf(value) {
  return typeof value === "string" ? { url: value, name: value.split("/").at(-1) } : { url: value.url, name: value.name ?? value.file_name ?? "File" };
}

function media(message) {
  const parts = [];
  if (message.photo_url) parts.push(picture(message.photo_url, message.caption ? `Photo: ${message.caption.slice(0, 80)}` : "Photo", { class: "tg-photo" }));
  if (message.video) parts.push(video(fileOf(message.video)));
  if (message.document) parts.push(attachment(fileOf(message.document)));
  return parts;
}

function video({ url, name }) {
  if (!url) return attachment({ url, name: name ?? "Video" });
  return h("video", { key: url, class: "tg-photo", src: url, controls: true, preload: "metadata", "aria-label": name });
}

function attachment({ url, name }) {
  const face = [h("span", { class: "tg-file-mark", "aria-hidden": "true" }, "📄"), name];
  return url ? h("a", { class: "tg-file", href: url, target: "_blank", rel: "noopener" }, face) : h("span", { class: "tg-file" }, face);
}

function keyboard(message, hands) {
  if (!message.buttons?.length) return null;
  const button = (one) => {
    const face = { class: "tg-button" };
    if (one.app) return h("button", { ...face, type: "button", on: { click: () => hands.open(message, one.app) } }, one.text, " ▢");
    if (one.url) return link(one.url, [one.text, " ↗"], face);
    if (one.copy) return h("button", { ...face, type: "button", title: one.copy, on: { click: () => copyText(one.copy) } }, one.text, " ⧉");
    return h("button", { ...face, type: "button", on: { click: () => hands.press(message, one.data) } }, one.text);
  };
  return h("div", { class: "tg-keyboard" }, message.buttons.map((row) => h("div", { class: "tg-row" }, row.map(button))));
}

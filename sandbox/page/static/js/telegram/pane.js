// The Telegram pane: the chat with the bot and the crew's group, with keyboards, replies and alerts.

import { composer } from "../composer.js";
import { h, isAtEnd } from "../dom.js";
import { kindOf, readFile } from "../files.js";
import { menu } from "../menu.js";
import { sampleSentence } from "../sample.js";
import { hour } from "../times.js";
import { act, me, now, redraw, world } from "../world.js";
import { alertBox, noticeAnswers } from "./answers.js";
import { drawBubbles, wordsOf } from "./messages.js";
import { drawApp, openApp } from "./mini_app.js";
import { isPrivate, nameOf, roomHead, roomsOf } from "./rooms.js";

const ALBUM = 10;
const chosen = new Map();
const replies = new Map();
const edits = new Map();

export function telegramPane(state) {
  const { telegram } = state;
  const title = h("h2", { class: "pane-title" }, "Telegram");
  const rooms = roomsOf(telegram);
  if (rooms.length === 0) return [title, h("p", { class: "waiting" }, "The Telegram look-alike has nothing to show yet.")];
  noticeAnswers(telegram);
  const chat = rooms.find(({ room }) => room === chosen.get(world.person)) ?? rooms[0];
  const messages = (telegram.messages?.[chat.id] ?? []).filter(({ topic }) => (topic ?? null) === chat.topic);
  return h(
    "div",
    { class: "tg phone" },
    h("p", { class: "phone-top", "aria-hidden": "true" }, h("span", null, hour(now())), h("span", null, "▂▄▆ ▮")),
    roomHead(telegram, title, rooms, chat, choose),
    log(telegram, chat, messages),
    foot(telegram, chat, messages),
    alertBox(),
    drawApp(telegram),
  );
}

// How the control routes are told which chat is meant: none for the private one.
function address(chat) {
  return isPrivate(chat) ? { user: me().key } : { user: me().key, chat: chat.id };
}

function choose(chat) {
  chosen.set(world.person, chat.room);
  redraw();
}

function log(telegram, chat, messages) {
  const hands = {
    press: (message, data) => act("telegram/press", { ...address(chat), message_id: message.message_id, data }),
    open: (message, url) => openApp(address(chat), message, url),
    reply: (message) => reply(chat, message),
    edit: (message) => edit(chat, message),
    say: (text) => say(chat, text),
  };
  const toEnd = (element) => element.scrollTo(0, element.scrollHeight);
  const keepEnd = ({ currentTarget, target }) => {
    if (isAtEnd(currentTarget) || currentTarget.scrollTop + currentTarget.clientHeight + target.clientHeight + 60 >= currentTarget.scrollHeight) toEnd(currentTarget);
  };
  return h(
    "div",
    { key: conversationOf(chat), class: "tg-log", role: "log", "aria-live": "polite", "aria-label": "Telegram messages", tabindex: 0, "data-stick": true, mount: toEnd, on: { load: keepEnd } },
    messages.length === 0 && h("p", { class: "tg-empty" }, h("span", null, "No messages here yet")),
    drawBubbles(messages, !isPrivate(chat), hands),
    telegram.drafts?.[chat.id] && h("p", { class: "tg-draft" }, telegram.drafts[chat.id]),
  );
}

const conversationOf = (chat) => `${world.person}/${chat.room}`;

function reply(chat, message) {
  edits.delete(conversationOf(chat));
  replies.set(conversationOf(chat), message.message_id);
  redraw();
  document.querySelector("[data-testid=telegram-input]")?.focus();
}

// What was sent comes back into the box, and goes out as what it says now.
function edit(chat, message) {
  const box = document.querySelector("[data-testid=telegram-input]");
  replies.delete(conversationOf(chat));
  edits.set(conversationOf(chat), message.message_id);
  redraw();
  if (!box) return;
  box.value = message.text || message.caption || "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

async function say(chat, text) {
  const place = conversationOf(chat);
  if (edits.has(place)) {
    const message_id = edits.get(place);
    edits.delete(place);
    redraw();
    return act("telegram/edit", { ...address(chat), message_id, text });
  }
  const replyTo = replies.get(place);
  replies.delete(place);
  redraw();
  return act("telegram/say", { ...address(chat), text, ...(chat.topic ? { topic: chat.topic } : {}), ...(replyTo ? { reply_to: replyTo } : {}) });
}

// As the app does it: what is sent together is an album, photos and videos in one, documents in another.
async function sendFiles(chat, text, files) {
  let sent = true;
  for (const [at, group] of albums(files).entries()) {
    const caption = at === 0 && text ? { caption: text } : {};
    sent = (await sendTogether(chat, group, caption)) && sent;
  }
  return sent;
}

function albums(files) {
  const groups = Object.values(Object.groupBy(files, (file) => (kindOf(file) === "document" ? "documents" : "shown")));
  return groups.flatMap((group) => Array.from({ length: Math.ceil(group.length / ALBUM) }, (_, at) => group.slice(at * ALBUM, (at + 1) * ALBUM)));
}

async function sendTogether(chat, files, caption) {
  const read = await Promise.all(files.map(async (file) => ({ kind: kindOf(file), ...(await readFile(file)) })));
  if (read.length === 1) return act("telegram/send_file", { ...address(chat), ...read[0], ...caption });
  return act("telegram/send_album", { ...address(chat), files: read, ...caption });
}

// The bot may have asked for a reply; then the look-alike takes what is typed as the answer to that message.
function forced(messages) {
  return messages.findLast((message) => message.force_reply);
}

function foot(telegram, chat, messages) {
  const place = conversationOf(chat);
  const asked = forced(messages);
  const answered = messages.find((message) => message.message_id === replies.get(place)) ?? asked;
  const edited = messages.find((message) => message.message_id === edits.get(place));
  const { start_token: startToken } = telegram;
  if (chat.blocked) return bigButton("RESTART BOT", () => act("telegram/unblock", { user: me().key }));
  if (isPrivate(chat) && (startToken || !chat.started)) return bigButton("START", () => say(chat, startToken ? `/start ${startToken}` : "/start"));
  return h(
    "div",
    { class: "tg-foot" },
    edited ? bar("Edit message", edited, "Do not edit", () => edits.delete(place)) : answered && replyBar(place, answered),
    h(
      "div",
      { class: "tg-box" },
      commands(telegram, chat),
      composer({
        key: `telegram ${place}`,
        testid: "telegram-input",
        label: `Message ${nameOf(telegram, chat)} on Telegram`,
        placeholder: asked?.force_reply.placeholder,
        sample: asked ? null : `${isPrivate(chat) ? "" : `@${telegram.bot.username} `}${sampleSentence()}`,
        send: (text, files) => (files.length > 0 ? sendFiles(chat, text, files) : say(chat, text)),
      }),
    ),
    replyKeyboard(chat, messages),
  );
}

function bigButton(words, click) {
  return h("div", { key: words, class: "tg-foot" }, h("button", { type: "button", class: "tg-start", on: { click } }, words));
}

function replyBar(place, message) {
  return bar(`Reply to ${message.from?.name ?? "message"}`, message, replies.has(place) && "Do not reply", () => replies.delete(place));
}

// What the box is about, and the way out of it, if there is one.
function bar(title, message, way, leave) {
  const cancel = () => {
    leave();
    redraw();
  };
  return h(
    "div",
    { class: "tg-replying" },
    h("div", null, h("b", null, title), h("span", null, wordsOf(message))),
    way && h("button", { type: "button", class: "quiet", "aria-label": way, on: { click: cancel } }, "×"),
  );
}

function commands(telegram, chat) {
  if (!telegram.commands?.length) return null;
  const entries = telegram.commands.map(({ command, description }) => ({ label: `/${command}`, hint: description, act: () => say(chat, `/${command}`) }));
  return menu({ key: "commands", label: "Menu of commands", face: "Menu", entries, className: "tg-commands" });
}

function replyKeyboard(chat, messages) {
  const rows = messages.findLast((message) => message.keyboard)?.keyboard ?? [];
  if (rows.length === 0) return null;
  const button = (text) => h("button", { key: text, type: "button", on: { click: () => say(chat, text) } }, text);
  return h("div", { class: "tg-reply-keyboard", role: "group", "aria-label": "Suggested answers" }, rows.map((row) => h("div", { class: "tg-row" }, row.map(button))));
}

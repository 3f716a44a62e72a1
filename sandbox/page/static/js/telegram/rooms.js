// Where one can talk in Telegram: the chat with the bot, the crew's group, and each topic of it; the head above them.

import { h } from "../dom.js";
import { menu } from "../menu.js";
import { act, me } from "../world.js";

export const isPrivate = (chat) => chat.type === "private";

// Every room this person may enter, their own first; a topic is its group with a number and a name of its own.
export function roomsOf(telegram) {
  const chats = (telegram?.chats ?? []).filter(isMine).toSorted((one, other) => isPrivate(other) - isPrivate(one));
  return chats.flatMap((chat) => [
    { ...chat, topic: null, room: String(chat.id) },
    ...(chat.topics ?? []).map(({ id, name }) => ({ ...chat, topic: id, title: `› ${name}`, room: `${chat.id}/${id}` })),
  ]);
}

function isMine(chat) {
  const { key, telegram_id: id } = me();
  return !isPrivate(chat) || [chat.id, chat.user].some((owner) => owner === key || String(owner) === String(id));
}

export const nameOf = (telegram, chat) => (isPrivate(chat) ? telegram.bot.first_name : chat.title);

export function roomHead(telegram, title, rooms, chat, choose) {
  const tab = (one) => h("button", { key: one.room, type: "button", "aria-pressed": String(one === chat), on: { click: () => choose(one) } }, nameOf(telegram, one));
  return h(
    "div",
    { class: "tg-head" },
    h("span", { class: "avatar round bot", "aria-hidden": "true" }, nameOf(telegram, chat).replace("› ", "#").slice(0, 1)),
    h("div", { class: "tg-who" }, title, h("p", null, status(telegram, chat))),
    menu({ key: "tg-menu", label: "Chat actions", face: "⋮", entries: chatActions(telegram, chat) }),
    h("nav", { class: "tg-tabs", "aria-label": "Telegram chats" }, rooms.map(tab)),
  );
}

const DOING = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…", upload_video: "sending a video…" };

// The line under the name: what the bot is doing, or what this chat is.
function status(telegram, chat) {
  const doing = telegram.typing?.[chat.id];
  if (doing) return DOING[doing] ?? "busy…";
  if (telegram.waiting?.[me().telegram_id] > 0) return "loading…";
  if (isPrivate(chat)) return `@${telegram.bot.username} · bot`;
  return chat.topic ? "topic" : chat.type === "channel" ? "channel" : "group";
}

// What can be done now, and undone later, in this chat.
function chatActions(telegram, chat) {
  const name = telegram.bot.first_name;
  const entry = (label, deed, danger) => ({ label, act: () => act(`telegram/${deed}`, { user: me().key }), danger });
  if (isPrivate(chat)) return [chat.blocked ? entry(`Unblock ${name}`, "unblock") : entry(`Block ${name}`, "block", true)];
  return [topicAction(chat), chat.bot_present ? entry(`Take ${name} out of the group`, "kick", true) : entry(`Bring ${name} into the group`, "invite")];
}

function topicAction(chat) {
  if (chat.topic) return { label: "Delete this topic", act: () => act("telegram/close_topic", { topic: chat.topic }), danger: true };
  const name = `Flyers${chat.topics?.length ? ` ${chat.topics.length + 1}` : ""}`;
  return { label: `Open the topic “${name}”`, hint: "makes the group a forum", act: () => act("telegram/open_topic", { user: me().key, name }) };
}

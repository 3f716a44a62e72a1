// A Slack conversation: messages under day headings, threads indented under their parents.

import { composer } from "../composer.js";
import { h } from "../dom.js";
import { picture } from "../links.js";
import { dayHeading, hour } from "../times.js";
import { me, now, redraw } from "../world.js";
import { drawBlocks } from "./blocks.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { asTyped } from "./names.js";
import { sayFiles } from "./sending.js";
import { promote, WITH_MESSAGE } from "./shortcuts.js";

const openThreads = new Set();
const openJson = new Set();

const when = (message) => new Date(Number(message.ts) * 1000);
const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts;

// Everything said in a channel that this person may see, oldest first.
export function drawMessages(channel, messages) {
  const visible = messages.filter((message) => !message.ephemeral_for || message.ephemeral_for === me().slack_id);
  const known = new Set(visible.map((message) => message.ts));
  const heads = visible.filter((message) => !isReply(message) || !known.has(message.thread_ts));
  let day = "";
  return heads.flatMap((message) => {
    const heading = dayHeading(when(message), now(), me().time_zone);
    const divider = heading !== day && h("h4", { key: `day ${heading}`, class: "slack-day" }, h("span", null, heading));
    day = heading;
    const replies = visible.filter((reply) => isReply(reply) && reply.thread_ts === message.ts);
    return [divider, conversation(channel, message, replies)];
  });
}

function conversation(channel, message, replies) {
  const key = `${channel.id}/${message.ts}`;
  const open = replies.length > 0 || openThreads.has(key);
  return h("div", { key, class: "slack-conversation" }, drawMessage(channel, message, key), open && thread(channel, message, replies, key));
}

function thread(channel, parent, replies, key) {
  const label = `Reply in the thread of ${parent.name}, ${hour(when(parent), me().time_zone)}`;
  const send = (text, files) => sayFiles({ channel: channel.id, thread_ts: parent.ts, text: asTyped(text) }, files);
  return h(
    "div",
    { class: "slack-thread", role: "group", "aria-label": `Thread, ${replies.length} replies` },
    replies.length > 0 && h("p", { class: "slack-replies" }, replies.length === 1 ? "1 reply" : `${replies.length} replies`),
    replies.map((reply) => drawMessage(channel, reply, null)),
    composer({ key: `slack-thread ${key}`, testid: "slack-thread-input", label, placeholder: "Reply…", send }),
  );
}

function drawMessage(channel, message, threadKey) {
  const props = {
    key: message.ts,
    class: `slack-message${message.ephemeral_for ? " ephemeral" : ""}`,
    "data-testid": "slack-message",
    "data-ts": message.ts,
    "aria-label": `${message.name}, ${hour(when(message), me().time_zone)}`,
  };
  return h(
    "article",
    props,
    avatar(message),
    h("div", { class: "slack-message-body" }, byline(message), h("div", { class: "slack-content" }, content(channel, message)), json(message)),
    tools(channel, message, threadKey),
  );
}

function avatar({ name, is_bot: isBot, user }) {
  const shade = isBot ? "bot" : `shade-${[...String(user)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5}`;
  return h("span", { class: `avatar ${shade}`, "aria-hidden": "true" }, (name ?? "?").slice(0, 1));
}

function byline(message) {
  return [
    message.ephemeral_for && h("p", { class: "slack-private" }, "👁 Only visible to you"),
    h(
      "p",
      { class: "slack-byline" },
      h("b", null, message.name),
      message.is_bot && h("span", { class: "app-mark" }, "APP"),
      h("time", { title: when(message).toISOString() }, hour(when(message), me().time_zone)),
    ),
  ];
}

function content(channel, message) {
  const place = { key: `slack/${channel.id}/${message.ts}`, target: { channel: channel.id, ts: message.ts } };
  const edited = message.edited && h("small", { class: "slack-edited" }, " (edited)");
  const blocks = message.blocks?.length > 0;
  return [
    blocks ? drawBlocks(message.blocks, place) : message.text && h("div", { class: "bk-text" }, mrkdwn(message.text), edited),
    (message.attachments ?? []).map((attachment) => drawAttachment(attachment, place)),
    (message.files ?? []).map(drawFile),
    blocks && edited,
    reactions(message),
  ];
}

// The older way to add blocks to a message: beside a bar.
function drawAttachment(attachment, place) {
  const words = attachment.text ?? attachment.fallback ?? "";
  return h("div", { class: "slack-attachment" }, attachment.blocks?.length > 0 ? drawBlocks(attachment.blocks, place) : h("div", { class: "bk-text" }, mrkdwn(words)));
}

function reactions(message) {
  const all = Object.entries(message.reactions ?? {});
  if (all.length === 0) return null;
  return h("p", { class: "slack-reactions" }, all.map(([name, users]) => h("span", { key: name, title: `:${name}:` }, emoji(name), ` ${users.length}`)));
}

function drawFile(file) {
  return h("figure", { key: file.id, class: "slack-file" }, h("figcaption", null, file.title), shown(file));
}

function shown({ mimetype = "", url, alt, title }) {
  if (mimetype.startsWith("image/")) return picture(url, alt || title);
  if (mimetype.startsWith("video/")) return h("video", { src: url, controls: true, muted: true, preload: "metadata", "aria-label": title });
  return h("a", { href: url, target: "_blank", rel: "noopener" }, `📄 ${title}`);
}

function tools(channel, message, threadKey) {
  const toggle = (set, entry) => () => {
    if (!set.delete(entry)) set.add(entry);
    redraw();
  };
  const reply = threadKey && !message.ephemeral_for;
  return h(
    "div",
    { class: "slack-tools" },
    reply && h("button", { type: "button", "aria-pressed": String(openThreads.has(threadKey)), on: { click: toggle(openThreads, threadKey) } }, "Reply in thread"),
    !message.ephemeral_for && h("button", { type: "button", on: { click: () => promote(channel, message) } }, WITH_MESSAGE.label),
    h("button", { type: "button", "aria-pressed": String(openJson.has(message.ts)), on: { click: toggle(openJson, message.ts) } }, "JSON"),
  );
}

function json(message) {
  return openJson.has(message.ts) && h("pre", { class: "json", tabindex: 0 }, JSON.stringify(message, null, 2));
}

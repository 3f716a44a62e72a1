// The Slack pane: a sidebar with channels, the DM with the bot and its Home; the conversation; modals over both.

import { composer } from "../composer.js";
import { h, isAtEnd } from "../dom.js";
import { menu } from "../menu.js";
import { sampleSentence } from "../sample.js";
import { act, me, redraw, world } from "../world.js";
import { drawBlocks } from "./blocks.js";
import { drawMessages } from "./messages.js";
import { drawModals, drawQuestion } from "./modal.js";
import { asTyped } from "./names.js";
import { command, sayFiles } from "./sending.js";
import { ANYWHERE, begin } from "./shortcuts.js";

const HOME = "home";
const chosen = new Map();
const seen = new Map();
const dismissed = new Map();

export function slackPane(state) {
  const { slack } = state;
  if (!slack?.channels) return [h("h2", { class: "pane-title" }, "Slack"), h("p", { class: "waiting" }, "The Slack look-alike has nothing to show yet.")];
  const covered = Boolean(slack.modals?.[me().slack_id]?.length) || undefined;
  const channels = visibleChannels(slack);
  const place = chosen.get(world.person) ?? channels.find((channel) => !channel.is_im)?.id ?? channels[0]?.id;
  const channel = channels.find(({ id }) => id === place);
  return [
    h("div", { key: "body", class: "slack", inert: covered }, sidebar(slack, channels, place), channel ? conversation(slack, channel) : homeTab(slack)),
    drawModals(state),
    drawQuestion(),
  ];
}

function visibleChannels(slack) {
  return slack.channels.filter((channel) => channel.members.includes(me().slack_id));
}

function go(place) {
  chosen.set(world.person, place);
  if (place === HOME) act("slack/home", { user: me().key });
  redraw();
}

function sidebar(slack, channels, place) {
  const rooms = channels.filter((channel) => !channel.is_im);
  const talks = channels.filter((channel) => channel.is_im);
  const entry = (channel) => row(channel.id, place, nameOf(slack, channel), unread(slack, channel, place));
  return h(
    "nav",
    { class: "slack-sidebar", "aria-label": "Slack channels" },
    h("h2", { class: "pane-title" }, "Slack"),
    h("p", { class: "team" }, slack.team?.name),
    h("h3", null, "Channels"),
    h("ul", null, rooms.map(entry)),
    h("h3", null, "Direct messages"),
    h("ul", null, talks.map(entry)),
    h("h3", null, "Apps"),
    h("ul", null, row(HOME, place, "Home", 0)),
    h("button", { type: "button", class: "slack-shortcut", "data-testid": "slack-shortcut", on: { click: begin } }, `⚡ ${ANYWHERE.label}`),
  );
}

function row(id, place, name, news) {
  const current = id === place;
  return h(
    "li",
    { key: id },
    h(
      "button",
      { type: "button", "aria-current": current ? "page" : null, class: news > 0 ? "news" : null, on: { click: () => go(id) } },
      h("span", null, name),
      news > 0 && h("span", { class: "badge", "aria-label": `${news} new` }, news),
    ),
  );
}

function nameOf(slack, channel) {
  if (channel.is_im) return slack.bot?.name ?? "App";
  return `${channel.is_private ? "🔒 " : "# "}${channel.name}`;
}

function unread(slack, channel, place) {
  const messages = slack.messages?.[channel.id] ?? [];
  const key = `${world.person}/${channel.id}`;
  const newest = messages.reduce((latest, { ts }) => (ts > latest ? ts : latest), "0");
  if (channel.id === place || !(seen.get(key) <= newest)) seen.set(key, newest);
  const isNews = ({ ts, user, ephemeral_for: only }) => ts > seen.get(key) && user !== me().slack_id && (!only || only === me().slack_id);
  return messages.filter(isNews).length;
}

function conversation(slack, channel) {
  return h(
    "div",
    { key: `${world.person}/${channel.id}`, class: "slack-main" },
    heading(slack, channel),
    h(
      "div",
      { class: "slack-log", role: "log", "aria-live": "polite", "aria-label": `Messages in ${nameOf(slack, channel)}`, tabindex: 0, "data-stick": true, mount: toEnd, on: { load: keepEnd } },
      slack.messages[channel.id]?.length > 0 ? drawMessages(channel, slack.messages[channel.id]) : beginning(slack, channel),
    ),
    warning(slack),
    messageBox(slack, channel),
  );
}

function beginning(slack, channel) {
  const name = slack.bot.name;
  const how = channel.is_im ? `Write to ${name} as you would to a colleague.` : `Mention @${name} and say what is on, or type /rite help.`;
  return h("div", { class: "slack-beginning" }, h("h4", null, `This is the beginning of ${nameOf(slack, channel)}`), h("p", null, how, " The grey sentence below is a good start: press Tab, then Enter."));
}

const toEnd = (log) => log.scrollTo(0, log.scrollHeight);

// A picture that arrives late makes the log longer: stay at its end if that is where the person was.
function keepEnd({ currentTarget: log, target }) {
  if (log.scrollTop + log.clientHeight + target.clientHeight + 60 >= log.scrollHeight || isAtEnd(log)) toEnd(log);
}

function heading(slack, channel) {
  const name = slack.bot.name;
  return h(
    "div",
    { class: "slack-heading" },
    h("h3", null, nameOf(slack, channel)),
    channel.is_im ? h("button", { type: "button", class: "chip", on: { click: () => go(HOME) } }, "Home") : membership(slack, channel),
    menu({
      key: "channel",
      label: "Channel actions",
      face: "⋯",
      entries: [
        isIn(slack, channel) && !channel.is_im && { label: `Remove ${name} from this channel`, act: () => act("slack/kick", { channel: channel.id }) },
        { label: `Install ${name}`, hint: "after it was removed", act: () => act("slack/install", {}) },
        { label: `Uninstall ${name}`, hint: "every token dies", act: () => act("slack/uninstall", {}), danger: true },
      ].filter(Boolean),
    }),
  );
}

const isIn = (slack, channel) => channel.members.includes(slack.bot.user_id);

function membership(slack, channel) {
  if (isIn(slack, channel)) return h("span", { class: "members" }, `${channel.members.length} members`);
  const invite = () => act("slack/invite", { user: me().key, channel: channel.id });
  return h("button", { type: "button", class: "chip", on: { click: invite } }, `Invite ${slack.bot.name}`);
}

// What Slack itself would tell this person, such as that the app did not answer in time.
function warning(slack) {
  const all = slack.warnings?.[me().slack_id] ?? [];
  if (all.length < (dismissed.get(world.person) ?? 0)) dismissed.delete(world.person);
  if (all.length === 0 || dismissed.get(world.person) === all.length) return null;
  const dismiss = () => {
    dismissed.set(world.person, all.length);
    redraw();
  };
  return h(
    "p",
    { key: "warning", class: "slack-warning", role: "alert" },
    h("span", null, `⚠️ ${all.at(-1)}`),
    h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: dismiss } }, "×"),
  );
}

function messageBox(slack, channel) {
  const name = nameOf(slack, channel).replace("# ", "#");
  const address = channel.is_im ? "" : `@${slack.bot?.name} `;
  const send = (text, files) =>
    text.startsWith("/") && files.length === 0 ? command(channel.id, text) : sayFiles({ channel: channel.id, text: asTyped(text) }, files);
  return composer({
    key: `slack ${world.person}/${channel.id}`,
    testid: "slack-input",
    label: `Message ${name}`,
    sample: address + sampleSentence(),
    send,
  });
}

function homeTab(slack) {
  const view = slack.homes?.[me().slack_id];
  const place = { key: `slack/home/${view?.id}`, target: { view_id: view?.id } };
  return h(
    "div",
    { key: `${world.person}/home`, class: "slack-main" },
    h("div", { class: "slack-heading" }, h("h3", null, `${slack.bot?.name} · Home`)),
    h(
      "div",
      { class: "slack-home", "aria-live": "polite", "data-testid": "slack-home" },
      view ? drawBlocks(view.blocks, place) : h("p", { class: "waiting" }, "The app has not published a Home for you yet."),
    ),
  );
}

// The Instagram pane: an account as followers see it on a phone. Newest first.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { menu } from "../menu.js";
import { hour, shortDay } from "../times.js";
import { act, redraw } from "../world.js";
import { habits } from "./habits.js";
import { accountInsights } from "./insights.js";
import { face, postCard } from "./media.js";
import { storyRow, storyViewer } from "./stories.js";
import { slidesOf } from "./slides.js";

const VIEWS = ["Feed", "Grid", "Reels", "Insights"];
let view = "Feed";
let chosen = null;

export function instagramPane(state) {
  const { instagram } = state;
  const title = h("h2", { class: "pane-title ig-title" }, "Instagram");
  const accounts = instagram?.accounts ?? [];
  if (accounts.length === 0) return [title, h("p", { class: "waiting" }, "No account here yet.")];
  const account = accounts.find(({ user_id: id }) => id === chosen) ?? accounts.find(({ connected }) => connected) ?? accounts[0];
  const media = (instagram.media ?? []).filter((one) => one.account === account.username).toReversed();
  const stories = media.filter(({ kind }) => kind === "story");
  const posts = media.filter(({ kind }) => kind !== "story");
  return h(
    "div",
    { class: "ig phone" },
    h("div", { class: "ig-bar" }, title, accounts.length > 1 && accountChoice(accounts, account), accountMenu(account)),
    h(
      "div",
      { key: account.user_id, class: "ig-scroll", tabindex: 0, role: "region", "aria-label": `Instagram of ${account.username}` },
      profile(instagram, account, posts),
      stories.length > 0 && storyRow(stories),
      underway(instagram, account),
      habits(instagram),
      tabs(),
      shownAs(view, posts, media, account),
    ),
    storyViewer(stories, account),
  );
}

const EMPTY = { Reels: "No reels yet. A video, or a flyer that moves, becomes one.", Feed: "No posts yet. What Rite publishes appears here, as followers see it." };

function shownAs(name, posts, media, account) {
  if (name === "Insights") return accountInsights(media);
  const chosenOnes = name === "Reels" ? posts.filter(({ kind }) => kind === "reel") : posts;
  if (chosenOnes.length === 0) return h("p", { class: "waiting" }, EMPTY[name] ?? EMPTY.Feed);
  if (name === "Feed") return h("div", { class: "ig-feed", "aria-live": "polite" }, posts.map((post) => postCard(post, account)));
  return h("div", { class: `ig-grid ${name.toLowerCase()}` }, chosenOnes.map(tile));
}

function accountChoice(accounts, account) {
  const pick = (event) => {
    chosen = event.currentTarget.value;
    redraw();
  };
  const option = (one) => h("option", { key: one.user_id, value: one.user_id }, one.username);
  return h("select", { class: "ig-account", "aria-label": "Instagram account", enforce: { value: account.user_id }, on: { change: pick } }, accounts.map(option));
}

function accountMenu({ username }) {
  const entry = (label, deed, hint) => ({ label, hint, act: () => act(`instagram/${deed}`, { username }), danger: true });
  return menu({
    key: "account",
    label: "Account actions",
    face: "☰",
    entries: [
      entry("Let the access expire", "expire_token"),
      entry("Remove the app", "deauthorize", "sends the deauthorize call"),
      entry("Ask for data deletion", "delete_data"),
    ],
  });
}

function profile({ quota }, account, posts) {
  const { used, total } = quota?.by_account?.[account.username] ?? quota ?? {};
  const number = (value, words) => h("span", null, h("b", null, Number(value ?? 0).toLocaleString("en")), ` ${words}`);
  return h(
    "header",
    { class: "ig-profile" },
    h("span", { class: "ig-ring", "aria-hidden": "true" }, face(account)),
    h(
      "div",
      null,
      h("h3", null, account.username),
      h("p", { class: "ig-numbers" }, number(posts.length, "posts"), number(account.followers_count, "followers")),
      h("p", { class: "ig-name" }, account.name),
      h(
        "p",
        { class: "ig-state" },
        h("span", { class: account.connected ? "good" : "bad" }, account.connected ? "connected" : "not connected"),
        quota && h("span", null, `${used} of ${total} posts today`),
      ),
    ),
  );
}

// Containers that are not yet posts: followers never see them, but one may wonder what takes so long.
function underway({ containers, media }, account) {
  const waiting = (containers ?? []).filter((one) => one.account === account.username && one.status !== "PUBLISHED");
  if (waiting.length === 0) return null;
  const line = (one) => h("li", { key: one.id }, h("code", null, `…${String(one.id).slice(-6)}`), one.status.toLowerCase().replace("_", " "), one.created_at && ` since ${hour(new Date(one.created_at))}`);
  return h("details", { class: "ig-underway", "data-media": media?.length }, h("summary", null, `${waiting.length} container${waiting.length > 1 ? "s" : ""} not published`), h("ul", null, waiting.slice(-8).map(line)));
}

function tabs() {
  const pick = (name) => () => {
    view = name;
    redraw();
  };
  return h(
    "div",
    { class: "ig-tabs", role: "group", "aria-label": "Show posts as" },
    VIEWS.map((name) => h("button", { key: name, type: "button", "aria-pressed": String(view === name), on: { click: pick(name) } }, name)),
  );
}

const MARKS = { carousel: "❐", reel: "▶" };

// A video without a cover shows its first frame.
function still(post) {
  const [first] = slidesOf(post);
  const address = post.image_url ?? first.image_url;
  return address ? picture(address, "") : h("video", { src: first.video_url, preload: "metadata", muted: true, tabindex: -1 });
}

function tile(post) {
  const open = () => {
    view = "Feed";
    redraw();
    setTimeout(() => document.getElementById(`ig-${post.id}`)?.scrollIntoView({ block: "nearest" }), 30);
  };
  const label = `${shortDay(new Date(post.timestamp))}: ${post.alt_text || post.caption?.slice(0, 80) || "no description"}`;
  const mark = MARKS[post.kind];
  return h("button", { key: post.id, type: "button", class: "ig-tile", "aria-label": label, title: label, on: { click: open } }, still(post), mark && h("span", { class: "ig-mark", "aria-hidden": "true" }, mark));
}

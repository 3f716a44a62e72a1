// One post as on a phone, and the row of stories.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { hour, shortDay } from "../times.js";
import { act, redraw } from "../world.js";

const KINDS = { carousel: "Carousel", reel: "Reel", feed: "Post", story: "Story" };
const slides = new Map();
let openStory = null;

const posted = ({ timestamp }) => new Date(timestamp);

export function face(account, size = "") {
  const letter = h("span", { class: `avatar round ${size}`, "aria-hidden": "true" }, account.username.slice(0, 1).toUpperCase());
  return account.profile_picture_url ? picture(account.profile_picture_url, "", { class: `avatar round ${size}` }) : letter;
}

export function postCard(post, account) {
  return h(
    "article",
    { key: post.id, id: `ig-${post.id}`, class: "ig-post", "data-testid": "instagram-media", "data-kind": post.kind, "aria-label": `${KINDS[post.kind] ?? post.kind} by ${account.username}` },
    h(
      "header",
      { class: "ig-post-head" },
      face(account, "small"),
      h("b", null, account.username),
      together(post),
      post.kind !== "feed" && h("span", { class: "ig-kind" }, KINDS[post.kind] ?? post.kind),
    ),
    pictures(post),
    h("p", { class: "ig-icons" }, h("span", { "aria-hidden": "true" }, "♡ 💬 ➢"), h("b", null, `${Number(post.likes ?? 0).toLocaleString("en")} likes`)),
    post.caption && h("p", { class: "ig-caption" }, h("b", null, account.username), " ", hashtags(post.caption)),
    firstComment(post, account),
    (post.comments ?? []).filter(({ hidden }) => !hidden).map(drawComment),
    h("p", { class: "ig-date" }, h("time", { title: post.timestamp }, `${shortDay(posted(post))}, ${hour(posted(post))}`), post.shortcode && ` · ${post.shortcode}`),
    post.alt_text && h("details", { class: "ig-alt" }, h("summary", null, "Alt text"), h("p", null, post.alt_text)),
    commentBox(post),
  );
}

function together({ collaborators, location_id: place }) {
  const names = (collaborators ?? []).map((one) => one.username ?? one);
  if (names.length === 0 && !place) return null;
  return h("small", null, names.length > 0 && ` with ${names.join(", ")}`, place && ` at place ${place}`);
}

function pictures(post) {
  const children = post.children?.length > 0 ? post.children : [post];
  const at = Math.min(slides.get(post.id) ?? 0, children.length - 1);
  const alt = children[at].alt_text || post.alt_text || "No alt text";
  const turn = (step) => () => {
    slides.set(post.id, (at + step + children.length) % children.length);
    redraw();
  };
  return h(
    "div",
    { class: "ig-picture" },
    moving(post, alt) ?? picture(children[at].image_url, alt, { title: alt }),
    tags(post),
    children.length > 1 && [
      h("button", { type: "button", class: "ig-turn back", "aria-label": "Previous picture", on: { click: turn(-1) } }, "‹"),
      h("button", { type: "button", class: "ig-turn", "aria-label": "Next picture", on: { click: turn(1) } }, "›"),
      h("span", { class: "ig-count" }, `${at + 1}/${children.length}`),
    ],
  );
}

function moving({ video_url: address, image_url: poster }, alt) {
  return address ? h("video", { key: address, src: address, poster, controls: true, preload: "metadata", "aria-label": alt }) : null;
}

function tags({ user_tags: tagged }) {
  if (!tagged?.length) return null;
  return h("span", { class: "ig-tags" }, `👤 ${tagged.map((one) => `@${one.username ?? one}`).join(" ")}`);
}

function drawComment({ id, username, text, parent_id: parent }) {
  return h("p", { key: id, class: parent ? "ig-comment answer" : "ig-comment" }, h("b", null, username), " ", hashtags(text));
}

// The first comment is where hashtags often go; shown apart only if it is not among the comments already.
function firstComment(post, account) {
  const text = post.first_comment?.text ?? post.first_comment;
  if (!text || post.comments?.some((comment) => comment.text === text)) return null;
  return h("p", { class: "ig-comment first" }, h("b", null, account.username), " ", hashtags(text));
}

function hashtags(text) {
  return text.split(/([#@][\p{L}\p{N}_.]+)/u).map((part, at) => (at % 2 ? h("span", { class: "ig-tag" }, part) : part));
}

function commentBox(post) {
  const send = async (event) => {
    event.preventDefault();
    const input = event.currentTarget.querySelector("input");
    const text = input.value.trim();
    if (text && (await act("instagram/comment", { media_id: post.id, username: "a.follower", text }))) input.value = "";
  };
  return h(
    "form",
    { class: "ig-say", on: { submit: send } },
    h("input", { type: "text", "aria-label": "Comment as a follower", placeholder: "Comment as a follower…" }),
    h("button", { type: "submit", class: "quiet" }, "Post"),
  );
}

export function storyRow(stories) {
  const open = stories.find((story) => story.id === openStory);
  const toggle = (story) => () => {
    openStory = openStory === story.id ? null : story.id;
    redraw();
  };
  const circle = (story) =>
    h(
      "button",
      { key: story.id, type: "button", class: "ig-story", "data-testid": "instagram-story", "aria-expanded": String(story.id === openStory), title: story.alt_text, "aria-label": `Story of ${hour(posted(story))}`, on: { click: toggle(story) } },
      h("span", { class: "ig-ring" }, picture(story.image_url, "")),
      h("span", null, hour(posted(story))),
    );
  return [
    h("div", { class: "ig-stories", role: "group", "aria-label": "Stories" }, stories.map(circle)),
    open && h("figure", { class: "ig-open-story" }, moving(open, open.alt_text || "Story") ?? picture(open.image_url, open.alt_text || "Story"), open.alt_text && h("figcaption", null, open.alt_text)),
  ];
}

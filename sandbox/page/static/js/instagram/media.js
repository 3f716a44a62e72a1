// One post as on a phone.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { hour, shortDay } from "../times.js";
import { act } from "../world.js";
import { postInsights } from "./insights.js";
import { slides, slidesOf } from "./slides.js";

const KINDS = { carousel: "Carousel", reel: "Reel", feed: "Post", story: "Story" };

export const posted = ({ timestamp }) => new Date(timestamp);

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
      h("div", { class: "ig-who" }, h("b", null, account.username), together(post)),
      post.kind !== "feed" && h("span", { class: "ig-kind" }, KINDS[post.kind] ?? post.kind),
    ),
    slides(post),
    h("p", { class: "ig-icons" }, h("span", { "aria-hidden": "true" }, "♡ 💬 ➢"), h("b", null, `${Number(post.likes ?? 0).toLocaleString("en")} likes`)),
    post.caption && h("p", { class: "ig-caption" }, h("b", null, account.username), " ", hashtags(post.caption)),
    firstComment(post, account),
    (post.comments ?? []).filter(({ hidden }) => !hidden).map((comment) => drawComment(comment, post)),
    h("p", { class: "ig-date" }, h("time", { title: post.timestamp }, `${shortDay(posted(post))}, ${hour(posted(post))}`), post.shortcode && ` · ${post.shortcode}`),
    altText(post),
    postInsights(post),
    commentBox(post),
  );
}

// Who it is published with, and where: under the account's name, as in the app.
function together({ collaborators, location_id: place }) {
  const names = (collaborators ?? []).map((one) => one.username ?? one);
  return [names.length > 0 && h("span", { class: "ig-with" }, ` with ${names.join(", ")}`), place && h("small", { class: "ig-place" }, `📍 ${place}`)];
}

const saidOf = (slide, post) => slide.alt_text || (post.children?.length > 0 ? "" : post.alt_text);

// What people who do not see the picture are told, slide by slide.
function altText(post) {
  const all = slidesOf(post);
  if (!all.some((slide) => saidOf(slide, post))) return null;
  const line = (slide, nth) => h("p", { key: slide.id ?? nth }, all.length > 1 && h("b", null, `${nth + 1} `), saidOf(slide, post) || "none");
  return h("details", { class: "ig-alt" }, h("summary", null, all.length > 1 ? "Alt texts" : "Alt text"), all.map(line));
}

function drawComment({ id, username, text, parent_id: parent }, post) {
  const isFirst = !parent && username === post.account && text === (post.first_comment?.text ?? post.first_comment);
  return h("p", { key: id, class: `ig-comment${parent ? " answer" : ""}${isFirst ? " first" : ""}` }, h("b", null, username), " ", hashtags(text));
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

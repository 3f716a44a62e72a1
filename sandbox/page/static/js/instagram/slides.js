// What a post shows: one picture or video, or slides to turn; people stand where they are tagged.

import { h } from "../dom.js";
import { picture } from "../links.js";
import { swiping } from "../swipe.js";
import { redraw } from "../world.js";

const turned = new Map();

// The slides of a post; a post without any is its own only one.
export function slidesOf(post) {
  return post.children?.length > 0 ? post.children : [post];
}

// Which slide is in view, from 0.
function placeOf(post) {
  return Math.min(turned.get(post.id) ?? 0, slidesOf(post).length - 1);
}

export function slides(post) {
  const all = slidesOf(post);
  const at = placeOf(post);
  const slide = all[at];
  const turnTo = (place) => {
    turned.set(post.id, (place + all.length) % all.length);
    redraw();
  };
  const turn = (step) => () => turnTo(at + step);
  const swipe = swiping((step) => turnTo(Math.max(0, Math.min(at + step, all.length - 1))));
  return h(
    "div",
    { class: `ig-picture${all.length > 1 ? " turns" : ""}`, on: all.length > 1 ? swipe : {} },
    h("div", { class: "ig-frame" }, shown(slide, altOf(slide, post)), placedTags(slide)),
    looseTags(slide),
    all.length > 1 && [
      h("button", { type: "button", class: "ig-turn back", "aria-label": "Previous picture", on: { click: turn(-1) } }, "‹"),
      h("button", { type: "button", class: "ig-turn", "aria-label": "Next picture", on: { click: turn(1) } }, "›"),
      h("span", { class: "ig-count" }, `${at + 1}/${all.length}`),
      h("span", { class: "ig-dots", "aria-hidden": "true" }, all.map((one, nth) => h("i", { key: one.id, class: nth === at ? "here" : null }))),
    ],
  );
}

function altOf(slide, post) {
  return slide.alt_text || (slide === post ? "" : post.alt_text) || "No alt text";
}

// A picture, or a video behind its cover.
export function shown({ video_url: film, image_url: still }, alt) {
  if (!film) return picture(still, alt, { title: alt });
  return h("video", { key: film, src: film, poster: still || null, controls: true, loop: true, playsinline: true, preload: "metadata", "aria-label": alt });
}

const isPlaced = ({ x, y }) => Number.isFinite(x) && Number.isFinite(y);

function placedTags({ user_tags: tagged, video_url: film }) {
  if (film) return null;
  return (tagged ?? []).filter(isPlaced).map(({ username, x, y }) => h("span", { key: username, class: "ig-tagged", mount: (element) => put(element, x, y) }, username));
}

// The page allows no style attributes; a property set from here is fine.
function put(element, x, y) {
  element.style.left = `${x * 100}%`;
  element.style.top = `${y * 100}%`;
}

function looseTags({ user_tags: tagged, video_url: film }) {
  const loose = (tagged ?? []).filter((one) => film || !isPlaced(one));
  if (loose.length === 0) return null;
  return h("span", { class: "ig-tags" }, `👤 ${loose.map((one) => `@${one.username ?? one}`).join(" ")}`);
}

// Albums: messages that belong together are one bubble with a grid, as the app shows them; its words are those of the first that has any.

import { h } from "../dom.js";

// The same messages, where those of one album are one, with {album: [each of them]}.
export function gathered(messages) {
  const groups = Map.groupBy(messages, (message) => message.media_group_id ?? `alone ${message.message_id}`);
  return [...groups.values()].map((group) => (group.length > 1 ? asOne(group) : group[0]));
}

function asOne(group) {
  const { photo_url: _photo, video: _video, document: _document, ...first } = group[0];
  const told = group.find(({ text, caption }) => text || caption);
  return { ...first, text: told?.text, caption: told?.caption, html: told?.html, album: group };
}

// Two or four stand in pairs, three under a wide one, more in threes; draw(message) shows one picture or video.
export function albumGrid(album, draw) {
  const tile = (message, at) => h("div", { key: message.message_id, class: breadth(at, album.length) }, draw(message));
  return h("div", { class: "tg-album", role: "group", "aria-label": `Album of ${album.length}`, "data-testid": "telegram-album" }, album.map(tile));
}

function breadth(at, count) {
  if (count % 2 === 1 && at === 0) return "wide";
  return count > 4 && at >= (count % 2 === 1 ? 1 : 2) && (count - (count % 2 === 1 ? 1 : 2)) % 3 === 0 ? "third" : null;
}

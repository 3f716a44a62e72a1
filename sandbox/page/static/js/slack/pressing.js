// What happens when a person uses a button, a menu or a picker: first the confirm dialog if there is one, then the press.

import { act, me, redraw } from "../world.js";

let question = null;

export const openQuestion = () => question;

// element is the Block Kit element; place.target says where it stands: {channel, ts} or {view_id}.
export function press(place, element, value) {
  if (!element.confirm) return send(place, element, value);
  question = {
    confirm: element.confirm,
    answer: (yes) => {
      question = null;
      redraw();
      if (yes) send(place, element, value);
    },
  };
  redraw();
  return null;
}

async function send(place, element, value) {
  const values = place.readValues ? await place.readValues() : undefined;
  const body = { user: me().key, ...place.target, action_id: element.action_id, block_id: element.block_id, value, values };
  return act("slack/press", body);
}

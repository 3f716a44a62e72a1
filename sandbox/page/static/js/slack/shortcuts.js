// What the app adds to Slack's own menus: one thing to do anywhere, one to do with a message.

import { act, me } from "../world.js";

export const ANYWHERE = { label: "New event", callback: "new_event" };
export const WITH_MESSAGE = { label: "Promote this", callback: "promote_this" };

export const begin = () => act("slack/shortcut", { user: me().key, callback_id: ANYWHERE.callback });

export const promote = (channel, message) =>
  act("slack/shortcut", { user: me().key, callback_id: WITH_MESSAGE.callback, channel: channel.id, ts: message.ts });

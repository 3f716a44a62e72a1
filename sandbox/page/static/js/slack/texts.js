// Text objects: plain_text and mrkdwn.

import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

export function plain(object) {
  const text = typeof object === "string" ? object : (object?.text ?? "");
  return text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
}

export function text(object) {
  return object?.type === "mrkdwn" ? mrkdwn(object.text) : plain(object);
}

// Saying things in Slack: messages, files, slash commands.

import { readFile } from "../files.js";
import { act, me } from "../world.js";

// Post a message; message is {channel, text, thread_ts?}. Gives null when it did not go out.
export async function sayFiles(message, files) {
  const attachments = files.length > 0 ? { files: await Promise.all(files.map(readFile)) } : {};
  return act("slack/say", { user: me().key, ...message, ...attachments });
}

// "/rite calendar" becomes the command /rite with the text "calendar". When it fails, Slack warns the person by itself.
export async function command(channel, line) {
  const [name] = line.split(/\s/, 1);
  return act("slack/command", { user: me().key, channel, command: name, text: line.slice(name.length).trim() });
}

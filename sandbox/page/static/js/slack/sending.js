// Saying things in Slack: messages, files, slash commands.

import { readFile } from "../files.js";
import { toast } from "../toasts.js";
import { act, me } from "../world.js";

// Post a message; message is {channel, text, thread_ts?}. Gives null when it did not go out.
export async function sayFiles(message, files) {
  const attachments = files.length > 0 ? { files: await Promise.all(files.map(readFile)) } : {};
  return act("slack/say", { user: me().key, ...message, ...attachments });
}

// "/rite calendar" becomes the command /rite with the text "calendar".
export async function command(channel, line) {
  const [name] = line.split(/\s/, 1);
  const answer = await act("slack/command", { user: me().key, channel, command: name, text: line.slice(name.length).trim() });
  if (answer && answer.status !== 200) toast(`${name} failed: the service answered ${answer.status || "nothing"}.`, "error");
  return answer;
}

// What the model can do to a caption. Each lasts until it is mended, because Rite asks more than once.

import { act } from "../world.js";

const mode = (key) => ({ stays: true, arm: () => act("openai/mode", { mode: key, seconds: 60 }), mend: () => act("openai/mode", { mode: "ok" }) });
const OFFLINE = "Nothing to do. The offline writer writes the caption from the facts, and the card says so. [Mend it], then ask for a change.";

export const openAiFaults = [
  ["refuse", "refuses", "The model does not want to write that."],
  ["cut_off", "stops half-way", "The model's answer breaks off in the middle."],
  ["breaks_off", "stops half-way and says it is done", "The model's answer is broken, and it does not know it."],
  ["chats", "answers in prose", "The model talks instead of filling in the form."],
  ["fences", "wraps its answer", "The model puts its answer into a box nobody asked for.", "Nothing to do. Rite opens the box."],
  ["no_choices", "answers with nothing", "The model's answer is empty."],
  ["uncounted", "does not count what it cost", "The answer comes without its price.", "Nothing to do. Rite estimates what it cost."],
  ["stall", "never answers", "The model is asked and says nothing.", "Nothing to do but wait: after some seconds the offline writer takes over, and the card says so."],
  ["429", "too many requests", "The model takes no questions for a second."],
  ["429_bare", "too many requests, not saying for how long", "The model takes no questions for a while."],
  ["no_credit", "no credit left", "The account at OpenAI has nothing left to spend.", "Whoever runs Rite tops up the account. Until then the offline writer writes, and the card says so."],
  ["500", "has an error", "Something broke at OpenAI."],
  ["unknown_model", "does not know the model", "The model that Rite is set to does not exist any more.", "Whoever runs Rite sets RITE_OPENAI_MODEL to one that does. Until then the offline writer writes."],
  ["lies", "makes facts up", "The model writes an hour or a price that is not the event's.", "Nothing to do. Rite compares every fact with the event and does not let a wrong one through."],
].map(([key, label, cause, cure = OFFLINE]) => ({ key: `ai-${key}`, label, cause, cure, ...mode(key) }));

// Who and what the ids in Slack's texts stand for.

import { world } from "../world.js";

export function personName(id, label) {
  const { people, slack } = world.state;
  const person = people.find((other) => other.slack_id === id);
  if (person) return person.name;
  return slack.bot?.user_id === id ? slack.bot.name : (label ?? id);
}

export function channelName(id, label) {
  return world.state.slack.channels?.find((channel) => channel.id === id)?.name ?? label ?? id;
}

// What a person typed, with @names and #channels turned into ids as Slack's own box does; the look-alike escapes the rest.
export function asTyped(text) {
  const { people, slack } = world.state;
  const cast = people.flatMap(({ name, slack_id: id }) => [[name, id], [name.split(" ")[0], id]]);
  const names = [...cast, [slack.bot.name, slack.bot.user_id]];
  const withPeople = names.reduce((done, [name, id]) => done.replace(wordAfter("@", name), `<@${id}>`), text);
  return (slack.channels ?? [])
    .filter((channel) => !channel.is_im)
    .reduce((done, { name, id }) => done.replace(wordAfter("#", name), `<#${id}|${name}>`), withPeople);
}

function wordAfter(sign, name) {
  return new RegExp(`(?<![\\p{L}\\p{N}<&])${sign}${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "giu");
}

// Who one is, and in which Slack workspace: four people with their roles, two teams.

import { h } from "./dom.js";
import { redraw, refresh, world } from "./world.js";

export function cast(state) {
  const become = (event) => {
    world.person = event.currentTarget.value;
    redraw();
  };
  const option = (person) => h("option", { key: person.key, value: person.key }, `${person.name} · ${roleOf(state, person)}`);
  return [
    h("label", null, "You are: ", h("select", { "data-testid": "you-are", enforce: { value: world.person }, on: { change: become } }, state.people.map(option))),
    teamChoice(state),
  ];
}

// What the person may do in Rite, once it knows them; until then, what Slack says they are.
function roleOf({ slack }, { slack_id: slackId, telegram_id: telegramId, slack_standing: standing }) {
  const known = world.desk.roles?.[slack?.team?.id] ?? {};
  return known[slackId] ?? known[telegramId] ?? (standing === "member" ? "member, not met yet" : standing);
}

function teamChoice({ slack, service_url: service }) {
  const teams = slack?.teams ?? [];
  if (teams.length < 2) return null;
  const here = teams.find(({ id }) => id === (world.team ?? slack.team.id)) ?? teams[0];
  const move = (event) => {
    world.team = event.currentTarget.value;
    refresh();
  };
  const option = ({ id, name, installed }) => h("option", { key: id, value: id }, installed ? name : `${name} (Rite not installed)`);
  return [
    h("label", null, "Workspace: ", h("select", { "data-testid": "workspace", enforce: { value: here.id }, on: { change: move } }, teams.map(option))),
    !here.installed && h("a", { key: "install", href: `${service}/slack/install`, target: "_blank", rel: "noopener" }, `Install Rite in ${here.name}`),
  ];
}

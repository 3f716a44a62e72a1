// What every pane shares: the sandbox's state, who the visitor is, and the way to act on it.

import { toast } from "./toasts.js";

export const world = { state: null, desk: {}, person: "ada", team: null, pane: "slack", live: false, fetchedAt: 0 };

const DESK_EVERY_MS = 1500;
let deskAsked = 0;

let draw = () => {};
let drawing = false;
let fetching = false;
let wanted = false;

// Redraw soon; many calls become one drawing.
export function redraw() {
  if (drawing) return;
  drawing = true;
  setTimeout(() => {
    drawing = false;
    draw();
  }, 0);
}

// Begin: load the state, then follow the stream of changes for as long as the page is open.
export function follow(drawPage) {
  draw = drawPage;
  refresh();
  const stream = new EventSource("/control/stream");
  stream.addEventListener("open", () => setLive(true)); // after a gap the world may be another one: look again
  stream.addEventListener("error", () => setLive(false));
  stream.addEventListener("changed", refresh); // also every few quiet seconds, as likes grow and "typing…" ends by time alone
}

function setLive(live) {
  world.live = live;
  if (live) refresh();
  redraw();
}

// Fetch the state; a change that arrives meanwhile leads to exactly one more fetch.
export async function refresh() {
  wanted = true;
  if (fetching) return;
  fetching = true;
  while (wanted) {
    wanted = false;
    await load();
  }
  fetching = false;
}

async function load() {
  try {
    const response = await fetch("/control/state");
    if (!response.ok) toast(`The sandbox cannot tell its state (${response.status}). Its log says why.`, "error");
    else {
      world.state = await response.json();
      world.fetchedAt = performance.now();
      await Promise.all([lookNextDoor(world.state), lookAtDesk()]);
    }
  } catch {
    world.live = false; // the stream will notice when the sandbox is back
  }
  redraw();
}

// The visitor may stand in another Slack workspace than the first.
async function lookNextDoor(state) {
  if (!world.team || world.team === state.slack?.team?.id) return;
  const { teams } = state.slack;
  state.slack = { ...(await (await fetch(`/control/slack/view/${world.team}`)).json()), teams };
}

// What the service says waits, and why; asked after changes, but not after each of a hundred.
async function lookAtDesk() {
  if (performance.now() - deskAsked < DESK_EVERY_MS && deskAsked) return later();
  deskAsked = performance.now();
  const answer = await fetch("/control/desk");
  if (answer.ok) world.desk = await answer.json();
}

let comingBack = false;
function later() {
  if (comingBack) return;
  comingBack = true;
  setTimeout(async () => {
    comingBack = false;
    await lookAtDesk();
    redraw();
  }, DESK_EVERY_MS);
}

// The sandbox's present as a Date; it ticks on between two fetches.
export function now() {
  return new Date(new Date(world.state.now).getTime() + (world.state.paused ? 0 : performance.now() - world.fetchedAt));
}

export function me() {
  return world.state.people.find((person) => person.key === world.person) ?? world.state.people[0];
}

// Act on the sandbox: body goes to /control/<path> as JSON. Gives the answer, or null after showing what went wrong.
export async function act(path, body, method = "POST") {
  try {
    const response = await fetch(`/control/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: method === "DELETE" ? undefined : JSON.stringify(path.startsWith("slack/") && world.team ? { ...body, team: world.team } : (body ?? {})),
    });
    const text = await response.text();
    const answer = parse(text);
    if (!response.ok) throw new Error(complaint(answer, text, response.status));
    refresh();
    return answer ?? {};
  } catch (error) {
    toast(error instanceof TypeError ? "The sandbox does not answer. Is it still running?" : error.message, "error");
    return null;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function complaint(answer, text, status) {
  const words = answer?.error ?? (status < 500 && text.length < 200 ? text : "");
  return typeof words === "string" && words ? words : `The sandbox could not do that (${status}).`;
}

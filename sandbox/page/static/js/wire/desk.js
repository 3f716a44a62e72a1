// What waits in Rite, and why: posts to come, tasks in the queues. Rite tells it; this page only draws it.

import { h } from "../dom.js";
import { hour, shortDay } from "../times.js";
import { world } from "../world.js";

export const waitingCount = () => (world.desk.posts?.length ?? 0) + (world.desk.tasks?.length ?? 0);

export function deskView() {
  const { posts, tasks = [], counts = {} } = world.desk;
  if (!posts) return h("p", { class: "waiting" }, "The service does not tell what it has to do.");
  const total = Object.entries(counts).map(([state, count]) => `${count} ${state}`).join(" · ");
  return h(
    "div",
    { class: "desk", tabindex: 0, role: "region", "aria-label": "What waits, and why", "data-testid": "desk" },
    h("h3", null, "Posts"),
    h("p", { class: "desk-counts" }, total || "None yet."),
    h("ol", null, posts.map(drawPost)),
    h("h3", null, "Jobs"),
    tasks.length === 0 ? h("p", { class: "desk-counts" }, "All done; none waits.") : h("ol", null, tasks.map(drawTask)),
  );
}

const when = (iso) => `${shortDay(new Date(iso))}, ${hour(new Date(iso))}`;

function drawPost({ title, event, state, due_at: due, waits }, at) {
  return h(
    "li",
    { key: `${title} ${event} ${at}`, class: "desk-row", "data-testid": "desk-post", "data-state": state },
    h("b", null, `${title} · ${event}`),
    h("span", { class: "desk-state" }, state),
    h("p", null, waits),
    h("time", null, `planned for ${when(due)}`),
  );
}

function drawTask({ name, queue, next_at: next, attempt, waits }, at) {
  return h(
    "li",
    { key: `${name} ${at}`, class: "desk-row", "data-testid": "desk-task" },
    h("b", null, name),
    h("span", { class: "desk-state" }, queue),
    h("p", null, waits),
    h("time", null, `${attempt > 0 ? `try ${attempt}, ` : ""}at ${when(next)}`),
  );
}

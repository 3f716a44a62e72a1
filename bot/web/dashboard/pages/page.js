"use strict";
// Pages work without this: it sends forms without leaving the page, lets posts be dragged, and keeps the page fresh.

const EVERY_MS = 5000;
const SPREAD_MS = 300; // a whole team is told at once, and need not ask at once
let tag = null;
let busy = false;
let held = false; // a finger or a mouse button is down: what is under it must stay
let stale = false; // something changed while somebody was busy here
let stream = null;
let polling = null;

function main() {
  return document.getElementById("main");
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// Whether somebody is in the middle of something that a new page would take away.
function occupied() {
  const open = document.querySelector("details[open] form, .dragging");
  const typing = document.activeElement && document.activeElement.closest("input, textarea, select");
  return busy || held || document.hidden || Boolean(open) || Boolean(typing);
}

function put(fresh) {
  const inside = document.activeElement && main().contains(document.activeElement);
  main().replaceWith(fresh.getElementById("main"));
  document.title = fresh.title;
  if (inside) main().focus({ preventScroll: true });
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.set(button.name, button.value);
  try {
    const answer = await fetch(location.href, { method: "POST", body });
    const fresh = parsed(await answer.text());
    if (!fresh.getElementById("said")) return location.reload();
    if (answer.ok || answer.status === 409) put(fresh);
    // what was typed stays where it is, and can be sent again
    else document.getElementById("said").replaceWith(fresh.getElementById("said"));
    announce();
    tag = null;
  } catch {
    form.submit();
  } finally {
    busy = false;
  }
}

// A live region tells what changes in it, not what it begins with.
function announce() {
  const said = document.getElementById("said");
  const words = [...said.childNodes];
  said.replaceChildren();
  requestAnimationFrame(() => said.replaceChildren(...words));
  said.scrollIntoView({ block: "nearest" });
}

async function look() {
  stale = occupied();
  if (stale) return;
  try {
    const answer = await fetch(location.href, { headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 401) return location.reload();
    if (!answer.ok) return;
    tag = answer.headers.get("etag");
    const fresh = parsed(await answer.text());
    stale = occupied();
    if (stale || !fresh.getElementById("said")) return;
    // what was just said stays to be read
    fresh.getElementById("said").replaceWith(document.getElementById("said").cloneNode(true));
    if (fresh.getElementById("main").innerHTML !== main().innerHTML) put(fresh);
  } catch {
    // no network: the next look may find it
  }
}

function shifted(when, from, to) {
  const days = (Date.parse(to) - Date.parse(from)) / 86400000;
  const day = new Date(Date.parse(when.slice(0, 10)) + days * 86400000);
  return day.toISOString().slice(0, 10) + when.slice(10);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-live]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("pointerdown", () => (held = true));
for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, () => (held = false));

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest && event.target.closest("[data-when]");
  if (!item) return;
  item.classList.add("dragging");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", item.dataset.about);
});

document.addEventListener("dragend", () => {
  document.querySelectorAll(".dragging, .over").forEach((one) => one.classList.remove("dragging", "over"));
});

document.addEventListener("dragover", (event) => {
  const day = event.target.closest && event.target.closest(".day");
  document.querySelectorAll(".over").forEach((one) => one !== day && one.classList.remove("over"));
  if (!day || !document.querySelector(".dragging")) return;
  event.preventDefault();
  day.classList.add("over");
});

document.addEventListener("drop", (event) => {
  const day = event.target.closest && event.target.closest(".day");
  const item = document.querySelector(".dragging");
  if (!day || !item) return;
  event.preventDefault();
  if (day.dataset.day === item.dataset.day) return;
  const form = document.getElementById("move");
  form.elements.about.value = item.dataset.about;
  form.elements.when.value = shifted(item.dataset.when, item.dataset.day, day.dataset.day);
  item.classList.remove("dragging");
  send(form);
});

// The server says when to look. Where it cannot be heard, look every now and then.
function follow() {
  stream?.close();
  stream = new EventSource(document.body.dataset.live);
  stream.addEventListener("changed", () => {
    poll(false);
    setTimeout(look, Math.random() * SPREAD_MS);
  });
  stream.addEventListener("error", () => {
    poll(true);
    if (stream?.readyState === EventSource.CLOSED) setTimeout(() => document.hidden || follow(), 12 * EVERY_MS);
  });
}

function poll(wanted) {
  clearInterval(polling);
  polling = wanted ? setInterval(look, EVERY_MS) : null;
}

// A page that nobody sees holds no connection.
function attend() {
  if (document.hidden) {
    stream?.close();
    stream = null;
    poll(false);
  } else if (stream === null) follow();
}

document.addEventListener("visibilitychange", attend);
setInterval(() => stale && !occupied() && look(), 1000);
attend();

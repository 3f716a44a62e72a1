"use strict";
// Inside Telegram: what its own script would do for us, without loading a script from elsewhere. Its programs hand over
// who opened the page and their colours behind the #, and talk with the page by small named events.

const given = new URLSearchParams(location.hash.slice(1));
const KEPT = "telegram theme";

function tell(eventType, eventData = {}) {
  const proxy = window.TelegramWebviewProxy;
  if (proxy) proxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({ eventType, eventData }));
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType, eventData }), "*"); // nothing secret
}

const HEARD = {
  theme_changed: ({ theme_params: colours }) => wear(colours),
  back_button_pressed: () => history.back(),
};

function hear(type, data) {
  if (Object.hasOwn(HEARD, type)) HEARD[type](data ?? {});
}

// Each of its programs calls another one of these.
window.Telegram = { WebView: { receiveEvent: hear } };
window.TelegramGameProxy = { receiveEvent: hear };
window.TelegramGameProxy_receiveEvent = hear;
window.addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || source === window || typeof data !== "string") return;
  try {
    const { eventType, eventData } = JSON.parse(data);
    hear(eventType, eventData);
  } catch {
    // somebody else's message
  }
});

// Their names for colours -> ours. What cannot be read on them is moved towards the colour of text until it can.
const GROUNDS = { "--ground": "secondary_bg_color", "--paper": "section_bg_color" };
const WORDS = { "--soft": "hint_color", "--brand": "accent_text_color", "--wait": "", "--go": "", "--live": "", "--held": "", "--bad": "destructive_text_color", "--event": "" };
const READABLE = 4.6;
const COLOUR = /^#[0-9a-f]{6}$/i;

function wear(colours) {
  const known = Object.fromEntries(Object.entries(colours ?? {}).filter(([, value]) => COLOUR.test(value)));
  if (!known.bg_color || !known.text_color) return;
  sessionStorage.setItem(KEPT, JSON.stringify(known));
  const root = document.documentElement;
  root.dataset.scheme = light(known.bg_color) < 0.4 ? "dark" : "light";
  const set = (name, value) => root.style.setProperty(name, value);
  const grounds = Object.entries(GROUNDS).map(([ours, theirs]) => [ours, known[theirs] ?? known.bg_color]);
  grounds.forEach(([name, value]) => set(name, value));
  const on = grounds.map(([, value]) => value);
  const ink = readable(known.text_color, on, root.dataset.scheme === "dark" ? "#ffffff" : "#000000");
  set("--ink", ink);
  set("--line", mixed(ink, on[1], 0.18));
  for (const [ours, theirs] of Object.entries(WORDS)) {
    root.style.removeProperty(ours);
    set(ours, readable(known[theirs] ?? seen(ours), on, ink));
  }
  const brand = root.style.getPropertyValue("--brand");
  set("--on-brand", contrast("#ffffff", brand) >= contrast("#000000", brand) ? "#ffffff" : "#000000");
}

// What one of our own colours comes to in this scheme.
function seen(name) {
  const { style } = document.documentElement;
  style.color = `var(${name})`;
  const [r, g, b] = getComputedStyle(document.documentElement).color.match(/\d+/g).map(Number);
  style.removeProperty("color");
  return `#${[r, g, b].map(hex).join("")}`;
}

function readable(colour, grounds, ink) {
  let found = colour;
  for (let step = 1; step <= 10 && grounds.some((ground) => contrast(found, ground) < READABLE); step += 1) {
    found = mixed(ink, colour, step / 10);
  }
  return found;
}

const hex = (value) => Math.round(value).toString(16).padStart(2, "0");
const parts = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function mixed(one, other, share) {
  const [a, b] = [parts(one), parts(other)];
  return `#${a.map((value, at) => hex(value * share + b[at] * (1 - share))).join("")}`;
}

function light(colour) {
  const [r, g, b] = parts(colour).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [bright, dark] = [light(one), light(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

async function enter(door) {
  const initData = given.get("tgWebAppData");
  if (!initData) return;
  const why = door.textContent;
  door.textContent = door.dataset.opening;
  try {
    const answer = await fetch(door.dataset.enter, { method: "POST", body: initData, headers: { "content-type": "text/plain" } });
    if (answer.ok) location.replace(door.dataset.to);
    else door.textContent = (await answer.text()) || why;
  } catch {
    door.textContent = why;
  }
}

// Another site opens outside: here there would be no way back.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.origin === location.origin) return;
  event.preventDefault();
  tell("web_app_open_link", { url: link.href });
});

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

wear(parsed(given.get("tgWebAppThemeParams") ?? sessionStorage.getItem(KEPT)));
document.addEventListener("DOMContentLoaded", () => {
  tell("web_app_ready");
  tell("web_app_expand");
  const door = document.getElementById("door");
  tell("web_app_setup_back_button", { is_visible: !door && document.body.dataset.first === undefined });
  if (door) enter(door);
});

// The way out of the sandbox: what is real already, and the page that makes more of it so.

import { h } from "./dom.js";

const NAMES = { slack: "Slack", telegram: "Telegram", instagram: "Instagram", openai: "OpenAI" };

export function whatIsReal({ real = [] }) {
  if (real.length === 0) return "nothing leaves this machine";
  const names = real.map((key) => NAMES[key] ?? key).join(" and ");
  return `${names} ${real.length === 1 ? "is" : "are"} real, what you do there happens; all else stays on this machine`;
}

export function goLiveLink(state) {
  const href = `${state.service_url}/go-live`;
  return h("a", { href, target: "_blank", rel: "noopener", "data-testid": "go-live" }, "Go live");
}

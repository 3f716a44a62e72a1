// Request and answer bodies made readable: JSON indented, form fields one a line, JSON inside form fields too.

export function readable(body) {
  if (!body) return "(empty)";
  return indented(body) ?? fields(body) ?? body;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function indented(text) {
  const value = parsed(text);
  return value === null ? null : JSON.stringify(value, null, 2);
}

function fields(body) {
  if (/[\s<]/.test(body) || !/^[^=&]+=/.test(body)) return null;
  return [...new URLSearchParams(body)].map(([name, value]) => `${name}: ${/^[[{]/.test(value) ? (indented(value) ?? value) : value}`).join("\n");
}

// Long bodies are cut on the record, so an interaction's kind is looked for, not parsed.
const INTERACTION = /"type":\s*"(block_actions|view_submission|view_closed|shortcut|message_action|block_suggestion)"/;

// What an envelope holds, in a word: the address alone often is the same for all.
export function gist({ request }) {
  const fields = request.startsWith("{") ? null : new URLSearchParams(request);
  if (fields?.has("command")) return `${fields.get("command")} ${fields.get("text") ?? ""}`.trim();
  if (fields?.has("payload")) return INTERACTION.exec(fields.get("payload"))?.[1];
  const body = parsed(request);
  if (body?.update_id !== undefined) return Object.keys(body).find((name) => name !== "update_id");
  return body?.event?.type;
}

// How this is sent once more, as {path, body} for the control: by the platform itself where it can, else as it was.
export function resend(entry) {
  const event = /"event_id":\s*"([^"]+)"/.exec(entry.request);
  if (entry.direction.startsWith("slack ->") && event) return { path: "slack/redeliver", body: { event_id: event[1] } };
  const update = /"update_id":\s*(\d+)/.exec(entry.request);
  if (entry.direction.startsWith("telegram ->") && update) return { path: "telegram/redeliver", body: { update_id: Number(update[1]) } };
  if (entry.target.endsWith("/getUpdates")) {
    const polled = /"update_id":\s*(\d+)/.exec(entry.answer);
    return polled && { path: "telegram/redeliver", body: { update_id: Number(polled[1]) } };
  }
  return entry.whole ? { path: "again", body: { number: entry.number } } : null;
}

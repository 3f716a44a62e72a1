// Request and answer bodies made readable: JSON indented, form fields one a line, JSON inside form fields too.

export function readable(body) {
  if (!body) return "(empty)";
  return indented(body) ?? fields(body) ?? body;
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

function fields(body) {
  if (/[\s<]/.test(body) || !/^[^=&]+=/.test(body)) return null;
  return [...new URLSearchParams(body)].map(([name, value]) => `${name}: ${/^[[{]/.test(value) ? (indented(value) ?? value) : value}`).join("\n");
}

// The id under which a platform can send this delivery once more, with the control route that does so.
export function resend(entry) {
  const event = /"event_id":\s*"([^"]+)"/.exec(entry.request);
  if (entry.direction.startsWith("slack ->") && event) return { path: "slack/redeliver", body: { event_id: event[1] } };
  const update = /"update_id":\s*(\d+)/.exec(entry.request);
  if (entry.direction.startsWith("telegram ->") && update) return { path: "telegram/redeliver", body: { update_id: Number(update[1]) } };
  return null;
}

// Dates and hours in words, always in a named zone: the sandbox's people live in Berlin wherever the browser is.

export const BERLIN = "Europe/Berlin";
const formats = new Map();

function format(options, zone = BERLIN) {
  const key = JSON.stringify([options, zone]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

const HOUR = { hour: "2-digit", minute: "2-digit" };
const DAY = { weekday: "short", day: "numeric", month: "short" };

export const hour = (date, zone) => format(HOUR, zone).format(date);
export const hourWithSeconds = (date, zone) => format({ ...HOUR, second: "2-digit" }, zone).format(date);
export const shortDay = (date, zone) => format(DAY, zone).format(date).replace(",", "");
export const shortDayWithYear = (date, zone) => format({ ...DAY, year: "numeric" }, zone).format(date).replace(",", "");
export const isoDay = (date, zone) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, zone).format(date).split("/").reverse().join("-");
export const words = (date, options, zone) => format(options, zone).format(date);

// "Today", "Yesterday" or the day itself, as chats head their days.
export function dayHeading(date, present, zone) {
  const day = isoDay(date, zone);
  if (day === isoDay(present, zone)) return "Today";
  if (day === isoDay(new Date(present.getTime() - 86_400_000), zone)) return "Yesterday";
  return words(date, { weekday: "long", day: "numeric", month: "long" }, zone);
}

// The instant at which wall clocks in the zone show "YYYY-MM-DDTHH:MM"; an hour skipped in spring becomes the next one.
export function instantOf(wall, zone = BERLIN) {
  const asUtc = Date.parse(`${wall}Z`);
  const offset = (instant) => Date.parse(`${wallOf(new Date(instant), zone)}Z`) - Math.floor(instant / 60_000) * 60_000;
  return new Date(asUtc - offset(asUtc - offset(asUtc)));
}

// "YYYY-MM-DDTHH:MM" as wall clocks in the zone show it.
export function wallOf(date, zone = BERLIN) {
  return `${isoDay(date, zone)}T${hour(date, zone)}`;
}

// How long ago in a few letters: "now", "5m", "3h", "2d".
export function ago(date, present) {
  const minutes = Math.max(0, Math.round((present - date) / 60_000));
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes}m`;
  return minutes < 1440 ? `${Math.round(minutes / 60)}h` : `${Math.round(minutes / 1440)}d`;
}

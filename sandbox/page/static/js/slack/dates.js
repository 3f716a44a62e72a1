// Slack's date tokens, {date_short_pretty} and its kin, in the reader's zone.

import { ago, dayHeading, hour, hourWithSeconds, isoDay, words } from "../times.js";
import { me, now } from "../world.js";

const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const PLAIN = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };

function pretty(date, zone, options) {
  const heading = dayHeading(date, now(), zone);
  return heading === "Today" || heading === "Yesterday" ? heading.toLowerCase() : words(date, options, zone);
}

const TOKENS = {
  date_num: (date, zone) => isoDay(date, zone),
  date: (date, zone) => words(date, PLAIN, zone),
  date_short: (date, zone) => words(date, SHORT, zone),
  date_long: (date, zone) => words(date, LONG, zone),
  date_pretty: (date, zone) => pretty(date, zone, PLAIN),
  date_short_pretty: (date, zone) => pretty(date, zone, SHORT),
  date_long_pretty: (date, zone) => pretty(date, zone, LONG),
  time: (date, zone) => hour(date, zone),
  time_secs: (date, zone) => hourWithSeconds(date, zone),
  ago: (date) => ago(date, now()),
};

// Fill a format such as "{date_short} {time}" for a Unix stamp; the fallback when the stamp is no number.
export function slackDate(seconds, format, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date, me().time_zone) ?? whole);
}

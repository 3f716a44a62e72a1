// An exchange as a curl command. Signatures and tokens are not on the record, so it may need one to be accepted.

const QUOTE = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// The full address: calls of the service go to the sandbox, calls of the sandbox name their own.
export function addressOf(entry) {
  if (/^https?:/.test(entry.target)) return entry.target;
  return `${location.origin}/${entry.direction.split("->").at(-1).trim()}${entry.target}`;
}

export function asCurl(entry) {
  const json = /^\s*[[{]/.test(entry.request);
  const type = json ? "application/json" : "application/x-www-form-urlencoded";
  const body = entry.request ? [`-H ${QUOTE(`content-type: ${type}`)}`, `--data ${QUOTE(entry.request)}`] : [];
  return [`curl -X ${entry.method}`, ...body, QUOTE(addressOf(entry))].join(" ");
}

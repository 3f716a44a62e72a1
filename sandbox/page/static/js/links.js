// Links a person may follow, and pictures that may be loaded.

import { h } from "./dom.js";

const FOLLOWED = /^(https?:|mailto:|tel:|tg:)/i;

// A link that opens beside the sandbox; anything but web, mail and phone addresses stays plain text.
export function link(address, label, props = {}) {
  if (!FOLLOWED.test(address)) return String(label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...props }, label);
}

function onThisMachine(address) {
  if (/^(data:image\/|blob:)/.test(address)) return true;
  const { hostname, protocol } = new URL(address, location.href);
  return protocol.startsWith("http") && (hostname === location.hostname || hostname === "127.0.0.1" || hostname === "localhost");
}

// A picture. One that lies elsewhere is not fetched: its place shows its description and address instead.
export function picture(address, alt, props = {}) {
  if (address && onThisMachine(address)) return h("img", { src: address, alt, key: address, ...props });
  return h(
    "figure",
    { class: "picture-elsewhere", role: "img", "aria-label": alt, title: alt },
    h("b", null, "Picture not loaded"),
    h("span", null, alt),
    h("small", null, address || "no address"),
  );
}

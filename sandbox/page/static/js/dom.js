// A small keyed differ: functions describe the page, patch() changes only what differs. Elements live on under their
// key, so half-typed text, focus, open menus and scroll positions survive every update.

const rendered = new WeakMap();
const listeners = new WeakMap();
let mounted = [];

// Describe an element. Special props: key; on = {event: handler}; initial = properties set once, at birth, so that what
// a person types is never overwritten; enforce = properties set on every update; mount = called once with the element.
export function h(tag, props, ...children) {
  const { key, ...rest } = props ?? {};
  return { tag, key, props: rest, children: flatten(children) };
}

function flatten(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && typeof child !== "boolean" && child !== "")
    .map((child) => (typeof child === "object" ? child : { tag: "#text", text: String(child) }));
}

// Make parent's children look like the descriptions.
export function render(parent, ...children) {
  const sticky = stuckToBottom(parent);
  patch(parent, flatten(children));
  for (const element of sticky) element.scrollTop = element.scrollHeight;
  const births = mounted;
  mounted = [];
  for (const [element, mount] of births) mount(element);
}

// Elements marked data-stick keep showing their end, as chats do, unless the person scrolled up.
function stuckToBottom(parent) {
  return [...parent.querySelectorAll("[data-stick]")].filter(isAtEnd);
}

export function isAtEnd(element) {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 60;
}

function patch(parent, children) {
  const before = new Map((rendered.get(parent) ?? []).map((entry) => [entry.identity, entry]));
  if (!rendered.has(parent)) parent.replaceChildren();
  const counts = new Map();
  const after = children.map((vnode) => {
    const name = `${vnode.tag} ${vnode.key ?? ""}`;
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    const identity = `${name} ${nth}`;
    const known = before.get(identity);
    before.delete(identity);
    return { identity, vnode, node: known ? update(known, vnode) : create(vnode) };
  });
  for (const gone of before.values()) gone.node.remove();
  place(parent, after);
  rendered.set(parent, after);
}

function place(parent, entries) {
  let cursor = parent.firstChild;
  for (const { node } of entries) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

function create(vnode) {
  if (vnode.tag === "#text") return document.createTextNode(vnode.text);
  const element = document.createElement(vnode.tag);
  setProps(element, {}, vnode.props);
  patch(element, vnode.children);
  Object.assign(element, vnode.props.initial, vnode.props.enforce);
  if (vnode.props.mount) mounted.push([element, vnode.props.mount]);
  return element;
}

function update(known, vnode) {
  const { node } = known;
  if (vnode.tag === "#text") {
    if (node.data !== vnode.text) node.data = vnode.text;
    return node;
  }
  setProps(node, known.vnode.props, vnode.props);
  patch(node, vnode.children);
  for (const [name, value] of Object.entries(vnode.props.enforce ?? {})) {
    if (node[name] !== value) node[name] = value;
  }
  return node;
}

const NOT_ATTRIBUTES = new Set(["on", "initial", "enforce", "mount"]);

function setProps(element, before, after) {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (NOT_ATTRIBUTES.has(name) || before[name] === after[name]) continue;
    setAttribute(element, name, after[name]);
  }
  listen(element, after.on ?? {});
}

function setAttribute(element, name, value) {
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

// One real listener per event, which calls the handler of the latest drawing.
function listen(element, handlers) {
  const current = listeners.get(element) ?? {};
  for (const type of Object.keys(handlers)) {
    if (type in current) continue;
    element.addEventListener(type, (event) => listeners.get(element)[type]?.(event), { capture: type === "load" });
  }
  const silenced = Object.fromEntries(Object.keys(current).map((type) => [type, undefined]));
  listeners.set(element, { ...silenced, ...handlers });
}

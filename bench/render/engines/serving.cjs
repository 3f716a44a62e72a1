// How an engine in Node is spoken to: the same lines of JSON as serving.py.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const folder = process.argv[2];
const read = (name) => fs.readFileSync(path.join(folder, name));
const json = (name) => JSON.parse(read(name).toString());
const kept = new Map();

function once(name, make) {
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name);
}

const events = (flyer) => once(flyer, () => json(`${flyer}.json`));
const photo = () => once("photo", () => read("photo.jpg"));
let seen = 0;

// What stands behind the end of a JPEG is not read, but makes it another file.
function shown(cold) {
  if (!cold) return photo();
  const mark = Buffer.alloc(4);
  mark.writeUInt32BE(++seen);
  return Buffer.concat([photo(), mark]);
}

async function serve(paint) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    const told = events(order.flyer);
    let picture;
    for (let number = order.first; number < order.first + order.count; number++) {
      picture = await paint(told[number % told.length], shown(order.cold), order.cold);
    }
    if (order.to) fs.writeFileSync(order.to, picture);
    process.stdout.write(JSON.stringify({ painted: order.count }) + "\n");
  }
}

// `open` gives the function that paints a drawing, with the upload as a buffer, into a JPEG.
async function main(open) {
  const paint = await open();
  const [, , , how, flyer, file] = process.argv;
  if (how === "once") fs.writeFileSync(file, await paint(events(flyer)[0], photo(), true));
  else await serve(paint);
}

module.exports = { main, read, json, once, folder };

// Satori lays elements out as SVG, resvg draws it, sharp writes the JPEG and crops a new photo.
"use strict";
const satori = require("satori").default;
const { Resvg } = require("@resvg/resvg-js");
const sharp = require("sharp");
const { main, read, json, once } = require("./serving.cjs");
const fs = require("fs");

sharp.concurrency(1);
const address = (kind, data) => `data:image/${kind};base64,${data.toString("base64")}`;
const element = (type, style, more = {}) => ({ type, props: { style: { position: "absolute", ...style }, ...more } });

async function open() {
  const fonts = Object.entries(json("fonts.json")).map(([name, file]) => ({ name, data: fs.readFileSync(file) }));
  const cropped = address("jpeg", read("cropped.jpg"));
  const logo = address("png", read("logo.png"));
  return async (drawing, photo, cold) => {
    const [width, height] = drawing.size;
    const seen = drawing.crop ? (cold ? address("jpeg", await crop(drawing, photo)) : cropped) : null;
    const svg = await satori(tree(drawing, seen, logo), { width, height, fonts });
    const drawn = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    const raw = { width: drawn.width, height: drawn.height, channels: 4 };
    return sharp(drawn.pixels, { raw }).removeAlpha().jpeg({ quality: 92 }).toBuffer();
  };
}

function crop(drawing, photo) {
  const [left, top, width, height] = drawing.crop;
  const [wide, tall] = drawing.size;
  return sharp(photo).extract({ left, top, width, height }).resize(wide, tall).jpeg({ quality: 95 }).toBuffer();
}

function tree(drawing, photo, logo) {
  const [width, height] = drawing.size;
  const whole = { left: 0, top: 0, width, height };
  const veil = (drawing.veil || []).map(([place, colour]) => `${colour} ${place * 100}%`).join(", ");
  const children = [
    photo && element("img", whole, { src: photo, width, height }),
    photo && element("div", { ...whole, backgroundImage: `linear-gradient(to bottom, ${veil})` }),
    ...drawing.boxes.map(({ at: [left, top, wide, tall], radius, fill }) =>
      element("div", { left, top, width: wide, height: tall, borderRadius: radius, backgroundColor: fill })),
    ...drawing.lines.map(line),
  ];
  const [left, top, wide, tall] = drawing.logo;
  children.push(element("img", { left, top, width: wide, height: tall }, { src: logo, width: wide, height: tall }));
  const style = { display: "flex", width, height, backgroundColor: drawing.ground };
  return { type: "div", props: { style, children: children.filter(Boolean) } };
}

function line(each) {
  const { text, font, size, x, baseline, spacing, fill, rise, glow, shadow } = each;
  const css = ([down, radius, colour]) => `0 ${down}px ${2 * radius}px ${colour}`;
  const style = {
    left: x, top: baseline - rise * size, fontFamily: font, fontSize: size, lineHeight: 1, letterSpacing: spacing,
    color: fill, whiteSpace: "nowrap",
  };
  if (glow) style.textShadow = [shadow, glow].map(css).join(", ");
  return element("div", style, { children: text });
}

main(open);

// sharp (libvips): the words as an SVG laid over the photo.
"use strict";
const sharp = require("sharp");
const { main, read, once } = require("./serving.cjs");

sharp.concurrency(1);
const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const families = { anton: "Anton", "inter-bold": "Inter" };

async function open() {
  const [width, height] = [1080, 1350];
  const cropped = await sharp(read("cropped.jpg")).removeAlpha().raw().toBuffer();
  const size = { width, height, channels: 3 };
  const mark = read("logo.png");
  return async (drawing, photo, cold) => {
    const [left, top, wide, tall] = drawing.crop || [];
    let ground;
    if (!drawing.crop) ground = sharp({ create: { ...size, background: drawing.ground } });
    else if (cold) ground = sharp(photo).extract({ left, top, width: wide, height: tall }).resize(width, height);
    else ground = sharp(cropped, { raw: size });
    const [x, y, logoWide, logoTall] = drawing.logo;
    const logo = await once(`logo ${logoWide}`, () => sharp(mark).resize(logoWide, logoTall).png().toBuffer());
    const layers = [{ input: Buffer.from(svg(drawing)) }, { input: logo, left: x, top: y }];
    return ground.composite(layers).jpeg({ quality: 92 }).toBuffer();
  };
}

function svg(drawing) {
  const [width, height] = drawing.size;
  const stops = (drawing.veil || []).map(([place, colour]) => `<stop offset="${place}" ${paint("stop", colour)}/>`);
  const veil = drawing.veil ? `<rect width="100%" height="100%" fill="url(#veil)"/>` : "";
  const boxes = drawing.boxes.map(
    ({ at: [x, y, wide, tall], radius, fill }) =>
      `<rect x="${x}" y="${y}" width="${wide}" height="${tall}" rx="${radius}" ${paint("fill", fill)}/>`,
  );
  const lit = drawing.lines.filter((line) => line.glow);
  const [glow, shadow] = lit.length ? [lit[0].glow, lit[0].shadow] : [[0, 1, "none"], [0, 1, "none"]];
  const light = ([down, radius, colour], name) =>
    `<g filter="url(#${name})" transform="translate(0 ${down})">${lit.map((line) => text(line, colour)).join("")}</g>`;
  const filter = (name, radius) =>
    `<filter id="${name}" x="-20%" y="-50%" width="140%" height="200%"><feGaussianBlur stdDeviation="${radius}"/></filter>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <linearGradient id="veil" x1="0" y1="0" x2="0" y2="1">${stops.join("")}</linearGradient>
    ${filter("glow", glow[1])}${filter("shadow", shadow[1])}</defs>${veil}${boxes.join("")}
    ${lit.length ? light(glow, "glow") + light(shadow, "shadow") : ""}
    ${drawing.lines.map((line) => text(line, line.fill)).join("")}</svg>`;
}

function paint(what, css) {
  const [red, green, blue, alpha] = css.match(/[\d.]+/g);
  const name = what === "fill" ? "fill" : "stop-color";
  const share = what === "fill" ? "fill-opacity" : "stop-opacity";
  return `${name}="rgb(${red},${green},${blue})" ${share}="${alpha}"`;
}

function text(line, colour) {
  const place = `x="${line.x}" y="${line.baseline}" font-size="${line.size}" letter-spacing="${line.spacing}"`;
  const weight = line.font === "inter-bold" ? 'font-weight="bold"' : "";
  return `<text ${place} font-family="${families[line.font]}" ${weight} ${paint("fill", colour)}>${escaped(line.text)}</text>`;
}

main(open);

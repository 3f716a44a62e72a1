// A canvas as browsers have it: @napi-rs/canvas (Skia) or node-canvas (Cairo), whichever is named first.
"use strict";
const library = process.env.CANVAS;
const canvas = require(library);
const fs = require("fs");
const path = require("path");
const { main, read, json, once, folder } = require("./serving.cjs");

async function open() {
  for (const [name, file] of Object.entries(json("fonts.json"))) {
    if (canvas.GlobalFonts) canvas.GlobalFonts.registerFromPath(file, name);
    else canvas.registerFont(file, { family: name });
  }
  const cropped = await canvas.loadImage(path.join(folder, "cropped.jpg"));
  const logo = await canvas.loadImage(path.join(folder, "logo.png"));
  const [width, height] = [1080, 1350];
  const kept = canvas.createCanvas(width, height);
  kept.getContext("2d").drawImage(cropped, 0, 0, width, height);
  return (drawing, photo, cold) => paint(drawing, cold ? photo : null, kept, logo);
}

async function paint(drawing, photo, kept, logo) {
  const [width, height] = drawing.size;
  const sheet = canvas.createCanvas(width, height);
  const pen = sheet.getContext("2d");
  pen.fillStyle = drawing.ground;
  pen.fillRect(0, 0, width, height);
  if (drawing.crop) {
    pen.imageSmoothingQuality = "high";
    if (photo) pen.drawImage(await canvas.loadImage(photo), ...drawing.crop, 0, 0, width, height);
    else pen.drawImage(kept, 0, 0);
    const veil = pen.createLinearGradient(0, 0, 0, height);
    for (const [place, colour] of drawing.veil) veil.addColorStop(place, colour);
    pen.fillStyle = veil;
    pen.fillRect(0, 0, width, height);
  }
  for (const box of drawing.boxes) {
    pen.fillStyle = box.fill;
    pen.beginPath();
    pen.roundRect(...box.at, box.radius);
    pen.fill();
  }
  const lit = drawing.lines.filter((line) => line.glow);
  for (const light of ["glow", "shadow"]) {
    for (const line of lit) write(pen, line, line[light]);
  }
  for (const line of drawing.lines) write(pen, line);
  const [x, y, wide, tall] = drawing.logo;
  pen.drawImage(logo, x, y, wide, tall);
  return canvas.GlobalFonts ? sheet.encode("jpeg", 92) : sheet.toBuffer("image/jpeg", { quality: 0.92 });
}

function write(pen, line, light) {
  pen.save();
  pen.font = `${line.size}px "${line.font}"`;
  pen.textBaseline = "alphabetic";
  pen.fillStyle = line.fill;
  if (light) {
    // Only the light itself: the letters that throw it stand off the sheet.
    const far = 4000;
    pen.shadowColor = light[2];
    pen.shadowBlur = 2 * light[1];
    pen.shadowOffsetX = far;
    pen.shadowOffsetY = light[0];
    letters(pen, line, line.x - far);
  } else letters(pen, line, line.x);
  pen.restore();
}

function letters(pen, line, x) {
  if (!line.spacing || "letterSpacing" in pen) {
    if (line.spacing) pen.letterSpacing = `${line.spacing}px`;
    pen.fillText(line.text, x, line.baseline);
    return;
  }
  for (const letter of line.text) {
    pen.fillText(letter, x, line.baseline);
    x += pen.measureText(letter).width + line.spacing;
  }
}

main(open);

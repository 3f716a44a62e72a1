// The data_visualization block: bars with their names and amounts.

import { h } from "../dom.js";

export function chart(block) {
  const { chart: drawn } = block;
  const series = drawn.type === "pie" ? [{ name: block.title, data: drawn.segments }] : drawn.series;
  const most = Math.max(...series.flatMap(({ data }) => data.map(({ value }) => value)), 1);
  const names = drawn.axis_config?.categories ?? series[0].data.map(({ label }) => label);
  return h(
    "figure",
    { class: "bk-chart" },
    h("figcaption", null, h("b", null, block.title), h("small", null, series.map(({ name }) => name).join(", "))),
    h("ul", null, names.map((name) => row(name, series, most))),
  );
}

function row(name, series, most) {
  const bars = series.map(({ name: of, data }) => {
    const value = data.find(({ label }) => label === name)?.value ?? 0;
    const said = value.toLocaleString("en");
    return h("span", { key: of, class: "bk-bar" }, h("meter", { min: 0, max: most, value, title: `${of}: ${said}` }), h("b", null, said));
  });
  return h("li", { key: name }, h("span", { class: "bk-bar-name" }, name), h("span", null, bars));
}

"use strict";
// A line plot as SVG: ticks at round numbers, solid and dashed curves, points, marks on the axis, a legend.
const Plot = (() => {
  // On a narrow page the picture is drawn narrow, for labels keep their size; TOP makes room for the legend's rows.
  const WIDEST = 760, NARROWEST = 320, HEIGHT = 440, LEFT = 68, RIGHT = 14, ROW = 22, BOTTOM = 48;
  let WIDTH = WIDEST, TOP = 40;
  const NS = "http://www.w3.org/2000/svg";

  const make = (parent, name, attributes, text) => {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    // "2ε_g": what follows the underscore is an index
    const [base, index] = String(text ?? "").split("_");
    element.textContent = base;
    if (index) {
      const small = document.createElementNS(NS, "tspan");
      small.setAttribute("dy", "0.28em");
      small.setAttribute("font-size", "75%");
      small.textContent = index;
      element.append(small);
    }
    parent.append(element);
    return element;
  };

  const ticks = (low, high, number) => {
    const raw = (high - low) / number, power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find((each) => each * power >= raw);
    const found = [];
    for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n += 1) found.push(n * step);
    return { found, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  };

  const finite = (values) => values.filter((value) => value !== null && Number.isFinite(value));

  const range = (values, margin) => {
    let low = Math.min(...values), high = Math.max(...values);
    if (!values.length) [low, high] = [0, 1];
    if (high - low < 1e-12) { low -= 0.5; high += 0.5; }
    const room = margin * (high - low);
    return [low - room, high + room];
  };

  const limits = (view) => {
    const xs = view.curves.flatMap((curve) => finite(curve.x ?? view.x));
    const ys = view.curves.filter((curve) => curve.style !== "approximation").flatMap((curve) => finite(curve.y));
    let x = range(xs, view.equal ? 0.12 : 0), y = range([...ys, ...(view.equal ? [0] : [])], 0.06);
    if (view.equal) {
      const aspect = (WIDTH - LEFT - RIGHT) / (HEIGHT - TOP - BOTTOM);
      const wide = Math.max(x[1] - x[0], (y[1] - y[0]) * aspect, 0.5), middle = (y[0] + y[1]) / 2;
      x = [(x[0] + x[1] - wide) / 2, (x[0] + x[1] + wide) / 2];
      y = [middle - wide / aspect / 2, middle + wide / aspect / 2];
    }
    return { x, y };
  };

  const path = (xs, ys, toX, toY) => {
    let text = "", pen = false;
    xs.forEach((x, n) => {
      const y = ys[n];
      if (y === null || !Number.isFinite(y)) { pen = false; return; }
      text += `${pen ? "L" : "M"}${toX(x).toFixed(2)} ${toY(y).toFixed(2)}`;
      pen = true;
    });
    return text;
  };

  const axes = (svg, view, { x, y }, toX, toY) => {
    const grid = { stroke: "var(--line)", "stroke-width": 0.7 }, label = { fill: "var(--ink)", "font-size": 14 };
    const across = ticks(...x, WIDTH < 500 ? 4 : 8), up = ticks(...y, 6);
    for (const value of across.found) {
      make(svg, "line", { x1: toX(value), x2: toX(value), y1: TOP, y2: HEIGHT - BOTTOM, ...grid });
      make(svg, "text", { x: toX(value), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle", ...label }, value.toFixed(across.digits).replace("-", "−"));
    }
    for (const value of up.found) {
      make(svg, "line", { x1: LEFT, x2: WIDTH - RIGHT, y1: toY(value), y2: toY(value), ...grid });
      make(svg, "text", { x: LEFT - 8, y: toY(value) + 5, "text-anchor": "end", ...label }, value.toFixed(up.digits).replace("-", "−"));
    }
    make(svg, "rect", { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM, fill: "none", stroke: "var(--ink)", "stroke-width": 0.8 });
    make(svg, "text", { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 8, "text-anchor": "middle", ...label, "font-size": 15, "font-style": "italic" }, view.x_label);
    const middle = (TOP + HEIGHT - BOTTOM) / 2;
    make(svg, "text", { x: 16, y: middle, "text-anchor": "middle", transform: `rotate(-90 16 ${middle})`, ...label, "font-size": 15, "font-style": "italic" }, view.y_label);
    for (const [place, name] of view.marks) {
      if (place < x[0] || place > x[1]) continue;
      make(svg, "line", { x1: toX(place), x2: toX(place), y1: TOP, y2: HEIGHT - BOTTOM, stroke: "var(--faint)", "stroke-dasharray": "2 3" });
      make(svg, "text", { x: toX(place) + 3, y: HEIGHT - BOTTOM - 6, fill: "var(--faint)", "font-size": 13, "font-style": "italic" }, name);
    }
  };

  // The first set is rings, so that what lies on it is seen.
  const point = ({ colour }) => {
    const paint = `var(--c${colour % 3})`;
    return { r: colour ? 4.5 : 6, fill: colour ? paint : "none", stroke: paint, "stroke-width": 1.6 };
  };

  // As many rows as the names need; returns where the axes may begin.
  const legend = (svg, view) => {
    let x = LEFT, y = ROW;
    for (const curve of view.curves.filter((each) => each.name)) {
      const colour = `var(--c${curve.colour % 3})`, group = make(svg, "g", {});
      if (curve.style === "points") make(group, "circle", { cx: 12, cy: 0, ...point(curve) });
      else make(group, "line", { x1: 0, x2: 24, y1: 0, y2: 0, stroke: colour, "stroke-width": 2, "stroke-dasharray": curve.style === "exact" ? "none" : "5 4" });
      const text = make(group, "text", { x: 30, y: 5, fill: "var(--ink)", "font-size": 14 }, curve.name);
      const wide = 30 + text.getComputedTextLength();
      if (x > LEFT && x + wide > WIDTH - RIGHT) { x = LEFT; y += ROW; }
      group.setAttribute("transform", `translate(${x} ${y})`);
      x += wide + 18;
    }
    return y + 18;
  };

  const draw = (svg, view) => {
    svg.replaceChildren();
    WIDTH = Math.round(Math.min(WIDEST, Math.max(NARROWEST, svg.clientWidth || WIDEST)));
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    make(svg, "title", { id: "plot-title" }, `${view.title}: ${view.curves.map((curve) => curve.name).join(", ")}`);
    TOP = legend(svg, view);
    const { x, y } = limits(view);
    const toX = (value) => LEFT + (value - x[0]) / (x[1] - x[0]) * (WIDTH - LEFT - RIGHT);
    const toY = (value) => HEIGHT - BOTTOM - (value - y[0]) / (y[1] - y[0]) * (HEIGHT - TOP - BOTTOM);
    axes(svg, view, { x, y }, toX, toY);
    const clip = make(make(svg, "defs", {}), "clipPath", { id: "inside" });
    make(clip, "rect", { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM });
    const inside = make(svg, "g", { "clip-path": "url(#inside)" });
    for (const curve of view.curves) {
      const colour = `var(--c${curve.colour % 3})`, xs = curve.x ?? view.x;
      if (curve.style === "points") {
        xs.forEach((place, n) => make(inside, "circle", { cx: toX(place), cy: toY(curve.y[n]), ...point(curve), class: "point" }));
      } else {
        make(inside, "path", { d: path(xs, curve.y, toX, toY), fill: "none", stroke: colour, "stroke-width": curve.style === "exact" ? 1.9 : 1.5, "stroke-dasharray": curve.style === "exact" ? "none" : "5 4", class: curve.style });
      }
    }
  };

  // The picture with its colours written in, those of a light page: it goes onto paper, where variables mean nothing.
  const standalone = (svg) => {
    const copy = svg.cloneNode(true), page = document.documentElement;
    page.classList.add("light");
    const style = getComputedStyle(page);
    copy.setAttribute("width", WIDTH);
    copy.setAttribute("height", HEIGHT);
    copy.setAttribute("font-family", "STIX Two Text, Times, serif");
    copy.removeAttribute("id");
    const text = new XMLSerializer().serializeToString(copy);
    const written = text.replace(/var\((--[a-z0-9]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    page.classList.remove("light");
    return written;
  };

  return { draw, standalone };
})();

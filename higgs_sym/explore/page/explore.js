"use strict";
(() => {
  const names = ["zeta", "kappa", "T"];
  const byId = (id) => document.getElementById(id);
  const form = byId("parameters"), svg = byId("plot"), error = byId("error"), status = byId("status");
  let shown = null, turn = 0, busy = false, again = false;

  // The slider of zeta is logarithmic; its left end is 0.
  const fromSlide = (name, slide) => {
    if (name !== "zeta") return slide.value;
    return slide.value === slide.min ? "0" : String(Number((10 ** Number(slide.value)).toPrecision(3)));
  };
  const toSlide = (name, value) => (name === "zeta" ? Math.max(Math.log10(value), -99) : value);

  const chosen = () => new URLSearchParams({
    view: form.elements.view.value,
    ...Object.fromEntries(names.map((name) => [name, byId(name).value.trim() || "0"])),
  });

  const ask = async (query, part) => {
    query.set("part", part);
    const answer = await fetch(`data?${query}`, { signal: AbortSignal.timeout(60000) });
    const made = await answer.json();
    if (made.error) throw new Error(made.error);
    return made;
  };

  // Parts of a curve arrive spread over the axis; together they are sorted by abscissa.
  const join = (first, second) => {
    const order = [...first.x, ...second.x].map((x, n) => [x, n]).sort((a, b) => a[0] - b[0]);
    const sorted = (values) => order.map(([, n]) => values[n]);
    const curves = first.curves.map((curve, k) => ({ ...curve, y: sorted([...curve.y, ...second.curves[k].y]) }));
    return { ...first, x: order.map(([x]) => x), curves };
  };

  const show = (view, milliseconds) => {
    shown = view;
    Plot.draw(svg, view);
    byId("note").textContent = view.note;
    byId("call").textContent = view.call;
    status.textContent = `${view.x.length || view.curves.reduce((n, curve) => n + curve.y.length, 0)} points, ${Math.round(milliseconds)} ms`;
  };

  addEventListener("resize", () => { if (shown) Plot.draw(svg, shown); });

  const complain = (message) => {
    error.hidden = !message;
    error.textContent = message;
    for (const name of names) byId(name).setAttribute("aria-invalid", message.startsWith(`${name} =`));
  };

  const update = async () => {
    if (busy) { again = true; return; }
    busy = true;
    do {
      again = false;
      turn += 1;
      const mine = turn, query = chosen();
      try {
        let start = performance.now();
        let view = await ask(query, 0);
        complain("");
        show(view, performance.now() - start);
        for (let part = 1; part < view.parts && !again && mine === turn; part += 1) {
          start = performance.now();
          const next = await ask(query, part);
          view = next.replaces ? next : join(view, next);
          show(view, performance.now() - start);
        }
      } catch (problem) {
        complain(problem.message);
      }
    } while (again);
    busy = false;
    document.documentElement.dataset.settled = turn;
  };

  const save = (content, kind, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const csv = () => {
    const own = shown.curves.some((curve) => curve.x);
    if (own) {
      const rows = shown.curves.flatMap((curve) => curve.x.map((x, n) => [curve.name, x, curve.y[n]]));
      return [["curve", shown.x_label, shown.y_label], ...rows];
    }
    const head = [shown.x_label, ...shown.curves.map((curve) => curve.name)];
    return [head, ...shown.x.map((x, n) => [x, ...shown.curves.map((curve) => curve.y[n] ?? "")])];
  };

  const quoted = (value) => (/[",]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  const asCsv = () => csv().map((row) => row.map(quoted).join(",")).join("\n") + "\n";

  form.addEventListener("input", (event) => {
    const name = event.target.dataset.for;
    if (name) {
      byId(name).value = fromSlide(name, event.target);
    } else if (names.includes(event.target.id)) {
      const [over, under] = event.target.value.split("/"), value = Number(over) / Number(under ?? 1);
      if (Number.isFinite(value)) byId(`${event.target.id}-slide`).value = toSlide(event.target.id, value);
    }
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("save-svg").addEventListener("click", () => save(Plot.standalone(svg), "image/svg+xml", `higgs-${form.elements.view.value}.svg`));
  byId("save-csv").addEventListener("click", () => save(asCsv(), "text/csv", `higgs-${form.elements.view.value}.csv`));
  byId("copy-call").addEventListener("click", async () => {
    await navigator.clipboard.writeText(shown.call);
    status.textContent = "Copied";
  });
  globalThis.explorer = { csv: asCsv, svg: () => Plot.standalone(svg), view: () => shown };
  document.fonts.ready.then(update);
})();

"use strict";
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("filter-count");

  const wanted = () => ({
    kinds: new Set([...form.querySelectorAll("[name=kind]:checked")].map((box) => box.value)),
    every: form.querySelectorAll("[name=kind]:not(:checked)").length === 0,
    chapter: form.elements.chapter.value,
  });

  const filter = () => {
    const { kinds, every, chapter } = wanted();
    const inChapter = (element) => !chapter || element.dataset.chapter === chapter;
    for (const item of document.querySelectorAll(".item")) {
      item.hidden = !(kinds.has(item.dataset.kind) && inChapter(item));
    }
    for (const page of document.querySelectorAll(".page")) {
      const claims = [...page.querySelectorAll(".item")];
      page.hidden = !inChapter(page) || !(every || claims.some((claim) => !claim.hidden));
    }
    for (const part of document.querySelectorAll(".chapter")) {
      part.hidden = [...part.children].every((child) => child.tagName === "H2" || child.hidden);
    }
    const rows = [...document.querySelectorAll("#verdict-table .item")];
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown === rows.length ? `${shown} verdicts` : `${shown} of ${rows.length} verdicts`;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    await copy(button.dataset.copy);
    const label = button.textContent;
    button.textContent = "Copied";
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; button.focus(); }, 900);
  });

  // A link to something folded away or filtered out shows it.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); filter(); }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  form.hidden = false;
  document.documentElement.classList.add("live");
  filter();
  reveal();
})();

// The search: names of areas and sources, from a script beside the first page, read when somebody begins to type.
(() => {
  "use strict";
  const box = document.querySelector(".search");
  if (!box) return;
  const [input, status, list] = [box.querySelector("input"), box.querySelector(".count"), box.querySelector("ul")];
  const most = 12;
  const fold = (text) =>
    (text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = `${box.dataset.root}search.js`;
    script.addEventListener("load", show);
    document.head.append(script);
  };
  // A page fits where every word that was typed begins one of its words; best where the name itself begins so.
  const find = (typed) => {
    const words = fold(typed).split(" ").filter(Boolean);
    if (!words.length) return [];
    const fitting = (window.bpjsPages ?? []).filter(([, , , known]) => {
      const all = ` ${known}`;
      return words.every((word) => all.includes(` ${word}`));
    });
    const start = words.join(" ");
    return fitting
      .map((page, place) => [fold(page[0]).startsWith(start) ? 0 : 1, place, page])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([, , page]) => page);
  };
  const entry = ([name, about, address]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = box.dataset.root + address;
    link.textContent = name;
    const more = document.createElement("span");
    more.textContent = about;
    link.append(more);
    item.append(link);
    return item;
  };
  const show = () => {
    const found = find(input.value);
    list.replaceChildren(...found.slice(0, most).map(entry));
    const typed = fold(input.value) !== "";
    if (typed && !found.length && window.bpjsPages) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = box.dataset.none;
      list.append(none);
    }
    status.textContent = typed && window.bpjsPages ? box.dataset.found.replace("{count}", found.length) : "";
  };
  const links = () => [...list.querySelectorAll("a")];
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  box.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at + 1 < all.length) all[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
    else if (event.key === "Enter" && at < 0 && all.length) all[0].click();
    else if (event.key === "Escape") { input.value = ""; show(); input.focus(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) list.replaceChildren(); });
  box.hidden = false;
})();

// Sorting by a click on a column's head: first upwards, then downwards, then as it was. The page is whole without it.
(() => {
  "use strict";
  const language = document.documentElement.lang;
  const key = (row, place) => {
    const cell = row.cells[place];
    return cell.dataset.order ?? (cell.classList.contains("number") ? "" : cell.textContent.trim());
  };
  const compare = (a, b, direction, numeric) => {
    if (a === "" || b === "") return (a === "") - (b === ""); // what is not known comes last either way
    return direction * (numeric ? Number(a) - Number(b) : a.localeCompare(b, language, { numeric: true }));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: null }[head.getAttribute("aria-sort") ?? ""];
        const order = next === undefined ? "ascending" : next;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        const rows = [...original];
        if (order) {
          head.setAttribute("aria-sort", order);
          const direction = order === "ascending" ? 1 : -1;
          const numeric = head.classList.contains("number");
          rows.sort((a, b) => compare(key(a, place), key(b, place), direction, numeric));
        }
        body.append(...rows);
      });
    });
  }
})();

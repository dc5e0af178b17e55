"use strict";
/* What a reader may do with the page: sort a table, narrow to municipalities, leave out scenarios, point.
   The page is whole without it. Words come from the body's data attributes; marks it looks for:
   data-code (a municipality's row, item, page or mark in a chart), data-scenario (what shows one scenario),
   data-scenario-name (a scenario's own name, never hidden), data-of-all (what is said of all scenarios
   together: hidden while any is left out). A table of class "still" is not sorted. */
(() => {
  const body = document.body, words = body.dataset, main = document.querySelector("main");
  const language = document.documentElement.lang;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, attributes, ...inside) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...inside);
    return made;
  };

  // Sorting. Names stand in Swedish order. A number is read as it is printed: "1 234,5", "−3", "5–8 (6)", "1–4" (by its first figure).
  const order = new Intl.Collator("sv", { numeric: true, sensitivity: "base" });
  const NUMBER = /^[+-]?\d+(\.\d+)?(?![\w.-])/;
  const clean = (text) => {
    const bare = text.trim().replace(/[\s\u00a0\u202f](?=\d{3}(\D|$))/g, "").replace(/\u2212/g, "-");
    return language === "sv" ? bare.replace(",", ".") : bare.replace(/,(?=\d{3}(\D|$))/g, "");
  };
  const textOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const nothing = (text) => ["", "–", ".."].includes(text.trim());
  const numeric = (rows, column) => {
    const told = rows.map((row) => textOf(row, column)).filter((text) => !nothing(text));
    return told.length > 0 && told.every((text) => NUMBER.test(clean(text)));
  };
  const compare = (column, numbers, way) => (a, b) => {
    const one = textOf(a, column), other = textOf(b, column);
    if (nothing(one) || nothing(other)) return nothing(one) - nothing(other);
    return way * (numbers ? parseFloat(clean(one)) - parseFloat(clean(other)) : order.compare(one, other));
  };
  const sort = (table, head, rows) => {
    const column = head.cellIndex, numbers = numeric(rows, column);
    const first = numbers ? "descending" : "ascending", second = numbers ? "ascending" : "descending";
    const way = head.getAttribute("aria-sort") === first ? second : first;
    all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", way);
    const sorted = [...rows].sort(compare(column, numbers, way === "ascending" ? 1 : -1));
    table.tBodies[0].append(...sorted);
  };
  all("table:not(.still)").forEach((table) => {
    const rows = table.tBodies.length === 1 ? [...table.tBodies[0].rows] : [];
    if (rows.length < 2 || table.tHead?.rows.length !== 1 || table.querySelector("[colspan],[rowspan]")) return;
    [...table.tHead.rows[0].cells].forEach((head) => {
      if (!head.textContent.trim()) return;
      const button = make("button", { type: "button", class: "sort", title: words.sort }, ...head.childNodes);
      button.addEventListener("click", () => sort(table, head, rows));
      head.append(button);
    });
  });

  // Pointing: what stands for the municipality under the pointer or the focus is marked everywhere.
  const marks = new Map();
  all("[data-code]").forEach((mark) => {
    const code = mark.dataset.code;
    marks.set(code, [...(marks.get(code) ?? []), mark]);
  });
  let pointed = null;
  const point = (code) => {
    if (code === pointed) return;
    (marks.get(pointed) ?? []).forEach((mark) => mark.classList.remove("lit"));
    (marks.get(code) ?? []).forEach((mark) => mark.classList.add("lit"));
    pointed = code;
  };
  const follow = (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-code]") : null;
    point(mark ? mark.dataset.code : null);
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  document.documentElement.addEventListener("pointerleave", () => point(null));

  // Narrowing to municipalities whose name or code begins a word with what is written; a comma parts several.
  const names = new Map();
  all("tr[data-code]").forEach((row) => {
    const name = row.querySelector("th")?.textContent ?? "";
    names.set(row.dataset.code, `${names.get(row.dataset.code) ?? row.dataset.code} ${name}`.toLowerCase());
  });
  const fits = (name, wanted) => !wanted.length || wanted.some((part) => ` ${name}`.includes(` ${part}`));
  const narrow = (text, status) => {
    const wanted = text.toLowerCase().split(",").map((part) => part.trim()).filter(Boolean);
    let shown = 0;
    names.forEach((name, code) => {
      const seen = fits(name, wanted);
      shown += seen ? 1 : 0;
      marks.get(code).forEach((mark) => {
        if (mark.ownerSVGElement) mark.classList.toggle("dim", !seen);
        else if (mark.matches("tr, li, section, article")) mark.hidden = !seen;
      });
    });
    status.textContent = wanted.length
      ? words.shown.replace("%shown", shown).replace("%all", names.size) : "";
  };
  const filter = () => {
    const status = make("span", { role: "status", class: "shown" });
    const input = make("input", { type: "search", autocomplete: "off" });
    input.addEventListener("input", () => narrow(input.value, status));
    const clear = () => {
      input.value = "";
      narrow("", status);
    };
    window.addEventListener("hashchange", () => {
      const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!aim?.closest("[hidden]")) return;
      clear();
      aim.scrollIntoView();
    });
    return make("div", { class: "filter" }, make("label", {}, `${words.filter} `, input),
      make("span", { class: "how" }, words.filterHow), status);
  };

  // Leaving out scenarios: what shows one is hidden while its box is not ticked; one always stays.
  const scenarios = () => {
    const boxes = all("[data-scenario-name]").map((item) => {
      const box = make("input", { type: "checkbox", value: item.dataset.scenarioName });
      box.checked = true;
      return { box, label: make("label", {}, box, ` ${item.textContent.trim()}`) };
    });
    const show = (changed) => {
      if (!boxes.some(({ box }) => box.checked)) changed.checked = true;
      boxes.forEach(({ box }) => all(`[data-scenario="${box.value}"]`).forEach(
        (one) => one.classList.toggle("off", !box.checked)));
      const some = boxes.some(({ box }) => !box.checked);
      all("[data-of-all]").forEach((one) => one.classList.toggle("off", some));
    };
    boxes.forEach(({ box }) => box.addEventListener("change", () => show(box)));
    return make("fieldset", { class: "scenarios" }, make("legend", {}, words.scenarios),
      ...boxes.map(({ label }) => label));
  };

  const parts = [...(names.size > 1 ? [filter()] : []),
    ...(all("[data-scenario-name]").length > 1 ? [scenarios()] : [])];
  if (main && parts.length) {
    const controls = make("div", { class: "controls", role: "region", "aria-label": words.controls }, ...parts);
    main.querySelector("nav.menu").after(controls);
  }
})();

/* Draws the tables of the manager's page. The table is the truth and stays for who hears the page; a button shows it. */
"use strict";

(() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const charts = [];

  const colour = (name) => getComputedStyle(document.querySelector(".sara-figures")).getPropertyValue(`--chart-${name}`).trim();

  const read = (table) => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const lines = [...table.tBodies[0].rows].map((row) => ({
      label: row.cells[0].textContent.trim(),
      url: row.cells[0].querySelector("a")?.href,
      cells: [...row.cells].slice(1),
    }));
    return { heads, lines };
  };

  const number = (cell) => (cell.dataset.value === "" ? null : Number(cell.dataset.value));

  const shortened = (label, most) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);

  const datasets = ({ heads, lines }, kind) =>
    heads.map((head, column) => {
      const ink = colour(head.dataset.colour);
      const shape =
        kind === "lines"
          ? { borderColor: ink, borderWidth: 2, pointRadius: lines.length > 40 ? 0 : 2, pointHitRadius: 12, tension: 0.25, spanGaps: true }
          : { borderRadius: 3, maxBarThickness: 28, borderSkipped: false };
      return { label: head.textContent, data: lines.map((line) => number(line.cells[column])), backgroundColor: ink, ...shape };
    });

  const axes = (kind, unit, wide) => {
    const faint = colour("faint");
    const amounts = {
      stacked: kind !== "lines",
      beginAtZero: true,
      border: { display: false },
      grid: { color: colour("line") },
      ticks: {
        color: faint,
        maxTicksLimit: 6,
        precision: unit ? undefined : 0,
        callback: (value) => (unit === "$" ? `$${value.toLocaleString("en")}` : `${value.toLocaleString("en")}${unit ? ` ${unit}` : ""}`),
      },
    };
    const names = {
      stacked: kind !== "lines",
      grid: { display: false },
      border: { color: colour("line") },
      ticks: { color: faint, autoSkip: kind !== "bars-across", maxRotation: 0, autoSkipPadding: 16 },
    };
    if (kind === "bars-across") {
      names.ticks.callback = function (index) { return shortened(this.getLabelForValue(index), wide ? 44 : 22); };
      return { x: amounts, y: names };
    }
    return { x: names, y: amounts };
  };

  const draw = (section) => {
    const table = section.querySelector("table");
    const { kind, unit } = section.dataset;
    const told = read(table);
    const canvas = section.querySelector("canvas");
    const across = kind === "bars-across";
    // Bars across need some room for each line.
    canvas.parentElement.classList.toggle("sara-many", across && told.lines.length > 6);
    const open = (index) => told.lines[index]?.url;
    return new window.Chart(canvas, {
      type: kind === "lines" ? "line" : "bar",
      data: { labels: told.lines.map((line) => line.label), datasets: datasets(told, kind) },
      options: {
        indexAxis: across ? "y" : "x",
        maintainAspectRatio: false,
        animation: calm ? false : { duration: 400 },
        interaction: { mode: "index", axis: across ? "y" : "x", intersect: false },
        onClick: (_, hit) => { if (hit.length && open(hit[0].index)) window.location.assign(open(hit[0].index)); },
        onHover: (event, hit) => { event.native.target.style.cursor = hit.length && open(hit[0].index) ? "pointer" : ""; },
        scales: axes(kind, unit, section.clientWidth > 560),
        plugins: {
          legend: {
            display: told.heads.length > 1,
            position: "bottom",
            labels: { color: colour("faint"), boxWidth: 10, boxHeight: 10, usePointStyle: true, pointStyle: "circle" },
          },
          tooltip: {
            padding: 10,
            callbacks: { label: (item) => ` ${item.dataset.label}: ${told.lines[item.dataIndex].cells[item.datasetIndex].textContent}` },
          },
        },
      },
    });
  };

  const prepare = (section) => {
    const region = section.querySelector(".sara-chart-table");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    const frame = document.createElement("div");
    frame.className = "sara-chart-frame";
    frame.append(canvas);
    region.before(frame);

    const button = document.createElement("button");
    button.type = "button";
    button.className = "sara-link";
    const show = (shown) => {
      region.classList.toggle("sara-only-heard", !shown);
      region.tabIndex = shown ? 0 : -1;
      // Links in a table that nobody sees must not take the keyboard's turn.
      for (const link of region.querySelectorAll("a")) link.tabIndex = shown ? 0 : -1;
      button.setAttribute("aria-expanded", String(shown));
      button.textContent = shown ? "Hide the numbers" : "Show the numbers";
    };
    button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
    section.querySelector(".sara-chart-acts").prepend(button);
    show(false);
    return section;
  };

  const redraw = () => {
    for (const each of charts) {
      each.chart?.destroy();
      each.chart = draw(each.section);
    }
  };

  const start = () => {
    if (!window.Chart || !document.querySelector(".sara-figures")) return;
    window.Chart.defaults.font.family = "Inter, system-ui, sans-serif";
    for (const section of document.querySelectorAll(".sara-chart")) {
      if (section.querySelector("table")) charts.push({ section: prepare(section), chart: null });
    }
    redraw();
    // What was measured in another font than it is drawn in would not fit.
    if (document.fonts.status !== "loaded") document.fonts.ready.then(redraw);
    // The theme's switch between light and dark is a class of the page.
    let wasDark = document.documentElement.classList.contains("dark");
    new MutationObserver(() => {
      const isDark = document.documentElement.classList.contains("dark");
      if (isDark !== wasDark) {
        wasDark = isDark;
        redraw();
      }
    }).observe(document.documentElement, { attributeFilter: ["class"] });
  };

  start();
})();

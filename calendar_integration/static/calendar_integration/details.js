/* What one appointment in the diary is, told when it is opened; diary.js comes after it. Wall times are the house's own,
   as text: 2026-03-02T10:00. */
"use strict";

const details = document.getElementById("diary-details");

function time(wall) {
  return wall.slice(11, 16);
}

function longDay(wall) {
  const day = new Date(`${wall.slice(0, 10)}T00:00Z`);
  return day.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
}

/* Open the dialog that tells of one appointment, with its links. */
function tellOf(entry) {
  const words = {
    when: `${longDay(entry.start)}, ${time(entry.start)}–${time(entry.end)}`,
    what: entry.what, with: entry.with, status: entry.statusWords, notes: entry.notes || "",
  };
  details.querySelector("h2").textContent = entry.who;
  for (const [name, text] of Object.entries(words)) details.querySelector(`[data-of=${name}]`).textContent = text;
  details.querySelector("[data-row=notes]").hidden = !entry.notes;
  details.querySelector("[data-open]").href = entry.url;
  const move = details.querySelector("[data-move]");
  move.hidden = !entry.move;
  move.href = entry.move || "";
  details.showModal();
}

details.querySelector("[data-close]").addEventListener("click", () => details.close());

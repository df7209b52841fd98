// The three panels beside the phone: what was understood, the diary, and the record.
import { made } from "./phone.js";

const at = (id) => document.getElementById(id);
const percent = (part) => `${(part * 100).toFixed(2)}%`;

/** Bring a list in line with items, keeping the elements that are still right; `build` makes one. */
function align(list, items, build) {
  const known = new Map([...list.children].map((element) => [element.dataset.key, element]));
  const wasEmpty = known.size === 0;
  const wanted = items.map((item) => {
    const print = JSON.stringify(item);
    const old = known.get(String(item.id));
    if (old && old.dataset.print === print) return old;
    const element = build(item, !old && !wasEmpty);
    element.dataset.key = item.id;
    element.dataset.print = print;
    return element;
  });
  if (wanted.length !== list.children.length || wanted.some((element, index) => list.children[index] !== element)) {
    const top = list.scrollTop;
    list.replaceChildren(...wanted);
    list.scrollTop = top;
  }
}

// What Sara understood

export function showHeard(turns) {
  const told = turns.filter((turn) => turn.text || turn.error || turn.done.length);
  at("heard-empty").hidden = told.length > 0;
  align(at("heard"), told, heard);
}

function heard(turn) {
  const element = made("li");
  if (turn.text) element.append(made("p", "quote", turn.text));
  element.append(made("p", "intent", turn.intent));
  if (turn.facts.length) {
    const facts = made("ul", "facts");
    facts.append(...turn.facts.map(([name, value]) => {
      const fact = made("li");
      fact.append(made("b", "", name), value);
      return fact;
    }));
    element.append(facts);
  }
  if (turn.confidence !== null && turn.confidence !== undefined) element.append(sureness(turn));
  if (turn.done.length) element.append(made("p", "done", `Sara ${turn.done.join(", then ")}.`));
  if (turn.error) element.append(made("p", "alert", turn.error));
  return element;
}

function sureness(turn) {
  const line = made("p", "sure");
  const bar = made("span", "sure-bar");
  const fill = made("i");
  fill.style.width = percent(turn.confidence);
  bar.append(fill);
  const reader = turn.reader ? `, read by ${turn.reader} in ${Math.max(1, Math.round(turn.milliseconds))} ms` : "";
  line.append(bar, `${Math.round(turn.confidence * 100)}% sure${reader}`);
  return line;
}

// The diary

const staffColours = new Map();

function colourOf(staff) {
  if (!staffColours.has(staff)) staffColours.set(staff, `staff-${staffColours.size % 4}`);
  return staffColours.get(staff);
}

export function showDiary(diary) {
  const days = diary.days.map((day) => ({ id: day.date, from: diary.from, to: diary.to, ...day }));
  const known = new Set([...document.querySelectorAll("[data-appointment]")].map((entry) => entry.dataset.appointment));
  const isFirst = at("diary").children.length === 0;
  const scale = { id: "scale", from: diary.from, to: diary.to };
  align(at("diary"), [scale, ...days], (item) => (item.id === "scale" ? hours(item) : dayRow(item, known, isFirst)));
}

function hours({ from, to }) {
  const row = made("li", "scale");
  const line = made("div");
  row.setAttribute("aria-hidden", "true");
  const marks = [from, ...[12, 15, 18].map((hour) => hour * 60).filter((mark) => mark > from + 60 && mark < to - 60), to];
  line.append(...marks.map((mark) => {
    const label = made("span", "", `${((mark / 60 + 11) % 12) + 1} ${mark < 720 ? "am" : "pm"}`);
    label.style.left = percent((mark - from) / (to - from));
    return label;
  }));
  row.append(made("span"), line);
  return row;
}

function dayRow(day, known, isFirst) {
  const row = made("li", "day");
  const name = made("div", "day-name", day.label);
  name.append(made("small", "", day.sub));
  const staff = [...new Set(day.booked.map((entry) => entry.staff))];
  row.dataset.lanes = staff.length > 1 ? "2" : "1";
  row.append(name, bar(day, staff));
  if (day.booked.length) {
    const entries = made("ul", "entries");
    entries.append(...day.booked.map((entry) => booked(entry, !isFirst && !known.has(String(entry.id)))));
    row.append(entries);
  }
  return row;
}

function bar(day, staff) {
  const line = made("div", "bar");
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", `${day.booked.length} booked`);
  const place = (className, from, minutes) => {
    const part = made("i", className);
    part.style.left = percent((from - day.from) / (day.to - day.from));
    if (minutes) part.style.width = percent(minutes / (day.to - day.from));
    return part;
  };
  line.append(...day.open.map(([opens, closes]) => place("open", opens, closes - opens)));
  for (let mark = Math.ceil(day.from / 180) * 180; mark < day.to; mark += 180) if (mark > day.from) line.append(place("tick", mark, 0));
  line.append(...day.booked.map((entry) => {
    const second = staff.indexOf(entry.staff) > 0 ? " second" : "";
    return place(`slot ${colourOf(entry.staff)}${second}`, entry.from, entry.minutes);
  }));
  return line;
}

function booked(entry, isFresh) {
  const item = made("li", `entry${entry.mine ? " mine" : ""}${isFresh ? " fresh" : ""}`);
  item.dataset.appointment = entry.id;
  item.append(made("span", `dot ${colourOf(entry.staff)}`), made("time", "", entry.time));
  item.append(made("span", "", `${entry.service} with ${entry.staff}`), made("span", "who", entry.mine ? entry.who : "booked"));
  return item;
}

// The record

export function showAudit(lines) {
  at("audit-empty").hidden = lines.length > 0;
  align(at("audit"), lines, (line, isFresh) => {
    const item = made("li", `line ${line.tone}${isFresh ? " fresh" : ""}`);
    const seal = made("code", "", `#${line.position} ${line.hash}`);
    seal.title = "Number of the line, and the beginning of its seal";
    item.append(made("span", "", line.words), seal);
    return item;
  });
}

/* The picture of the diary. What it shows comes as JSON and is written as text, never as HTML; what is dragged is asked
   about, sent to the server, and put back where it was unless the server says that it has moved. */
"use strict";

const settings = JSON.parse(document.getElementById("diary-settings").textContent);
const root = document.getElementById("diary");
const note = document.getElementById("diary-note");
const unknown = document.getElementById("diary-unknown");
const whose = document.getElementById("diary-staff");
const sheet = document.getElementById("diary-sheet");
const book = document.getElementById("diary-book");

const NARROW = window.matchMedia("(max-width: 46rem)");
const BOOKED = ["appointment", "group"];
/* Milliseconds. */
const REFRESH = 60_000;
const ASK_AGAIN = 300_000;
/* A press this long (milliseconds) picks an entry up with a finger; a shorter one opens it or scrolls. */
const LONG_PRESS = 400;

const address = new URL(window.location.href);
let dragging = false;
let shown = "";
let range = null;
let read = { of: "", entries: [] };
let outside = { of: "", at: 0, answer: null };

function say(words) {
  note.textContent = words;
  note.hidden = !words;
  note.dataset.why = "";
}

async function ask(url, options = {}) {
  const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (response.status === 403) throw new Error("You may not do that, or this page has grown old: load it again.");
  if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) {
    throw new Error(response.redirected ? "You are signed out. Load this page again." : "Sara does not answer just now.");
  }
  return response.json();
}

/* What stands in the diary */

function asEvent(entry) {
  const isBooked = BOOKED.includes(entry.kind);
  return {
    id: entry.id === undefined ? undefined : String(entry.id),
    start: entry.start,
    end: entry.end,
    resourceIds: entry.staff === null ? [] : [entry.staff],
    display: isBooked ? "auto" : "background",
    classNames: isBooked ? [`diary-${entry.status}`] : [`diary-bg-${entry.kind}`],
    editable: Boolean(entry.move),
    durationEditable: false,
    extendedProps: entry,
  };
}

function days(info) {
  const last = new Date(`${info.endStr.slice(0, 10)}T00:00Z`);
  last.setUTCDate(last.getUTCDate() - 1);
  return new URLSearchParams({
    location: settings.location, first: info.startStr.slice(0, 10), last: last.toISOString().slice(0, 10),
  });
}

async function entries(info) {
  const wanted = days(info);
  shown = String(wanted);
  try {
    const answer = await ask(`${settings.feed}?${wanted}`);
    if (!answer.entries) throw new Error(answer.words);
    read = { of: shown, entries: answer.entries };
    if (note.dataset.why === "unread") say("");
  } catch (error) {
    say(`The diary could not be read, so what you see may be old. ${error.message}`);
    note.dataset.why = "unread";
  }
  if (settings.outside) setTimeout(() => addOutside(wanted));
  // A diary that cannot be read is not an empty one: what was read last stays.
  return read.of === shown ? read.entries.map(asEvent) : [];
}

/* Our own diary does not wait for the calendars outside, nor are they asked each time that it is read anew. */
async function addOutside(wanted) {
  if (outside.of !== String(wanted) || Date.now() - outside.at > ASK_AGAIN) {
    const asking = ask(`${settings.outside}?${wanted}`);
    const nobody = { entries: [], unknown: settings.staff.map((who) => who.title) };
    outside = { of: String(wanted), at: Date.now(), answer: asking.catch(() => nobody) };
  }
  const answer = await outside.answer;
  if (shown !== String(wanted)) return;
  answer.entries.map(asEvent).forEach((event) => calendar.addEvent(event));
  unknown.hidden = answer.unknown.length === 0;
  unknown.textContent = `The calendar outside does not answer for ${answer.unknown.join(", ")}: it is unknown when they are busy there.`;
}

function isShown({ event, view }) {
  const { kind, staff } = event.extendedProps;
  const isBooked = BOOKED.includes(kind);
  if (view.type.startsWith("list")) return isBooked && (!whose.value || String(staff) === whose.value);
  if (kind === "closed") return !whose.value && view.type === "timeGridWeek";
  if (whose.value) return String(staff) === whose.value;
  return isBooked || view.type !== "timeGridWeek";
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function content({ event, view, timeText }) {
  const entry = event.extendedProps;
  if (!BOOKED.includes(entry.kind)) return "";
  // The widget's own words: while an entry is dragged they tell the time that it would be moved to.
  const head = element("span", "diary-time", `${settings.signs[entry.status] || ""} ${timeText}`);
  const rest = view.type === "resourceTimeGridDay" || whose.value ? entry.what : `${entry.what}, ${entry.with}`;
  return { domNodes: [head, document.createTextNode(" "), element("strong", "diary-who", entry.who), element("span", "diary-what", rest)] };
}

function spoken(entry) {
  return `${time(entry.start)} to ${time(entry.end)}, ${entry.who}, ${entry.what} with ${entry.with}, ${entry.statusWords}`;
}

function open({ event }) {
  const entry = event.extendedProps;
  if (BOOKED.includes(entry.kind)) tellOf(entry);
}

/* Moving */

function shift(wall, delta) {
  const at = new Date(`${wall}:00Z`);
  at.setUTCDate(at.getUTCDate() + delta.days);
  at.setUTCSeconds(at.getUTCSeconds() + delta.seconds);
  return at.toISOString().slice(0, 16);
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function drop(info) {
  const entry = info.oldEvent.extendedProps;
  const wall = shift(entry.start, info.delta);
  const staff = info.newResource ? Number(info.newResource.id) : entry.staff;
  const who = settings.staff.find((one) => one.id === staff);
  const there = `${longDay(wall)}, ${time(wall)}, with ${who ? who.title : entry.with}`;
  let tell = await decide({ what: `Move ${entry.who} to ${there}?`, tell: `Tell ${entry.who}`, yes: "Move it" });
  const form = new URLSearchParams({ day: wall.slice(0, 10), time: time(wall), staff, key: newKey() });
  if (tell) form.set("tell", "on");
  while (tell !== null) {
    const answer = await send(entry.move, form);
    if (answer.moved) {
      say(answer.words);
      calendar.refetchEvents();
      return;
    }
    const yes = answer.overrule ? "Move it all the same" : "";
    tell = await decide({ what: "It stays where it is", why: answer.words, yes });
    form.set("overrule", "on");
  }
  info.revert();
  calendar.refetchEvents();
}

async function send(url, form) {
  try {
    return await ask(url, { method: "POST", body: form, headers: { "X-CSRFToken": root.dataset.csrf } });
  } catch (error) {
    return { moved: false, words: `Nothing is known of the move. ${error.message} Look at the diary again before you repeat it.` };
  }
}

/* The page around it */

function remember(info) {
  range = info;
  const [first, last] = [info.startStr.slice(0, 10), info.endStr.slice(0, 10)];
  const today = settings.today >= first && settings.today < last ? settings.today : first;
  const day = settings.day >= first && settings.day < last ? settings.day : today;
  settings.day = day;
  address.searchParams.set("location", settings.location);
  address.searchParams.set("day", day);
  address.searchParams.set("view", info.view.type);
  window.history.replaceState(null, "", address);
  for (const link of [sheet, book]) {
    if (!link) continue;
    const where = new URL(link.href);
    where.searchParams.set("day", day);
    if (whose.value) where.searchParams.set("staff", whose.value);
    else where.searchParams.delete("staff");
    link.href = where;
  }
}

/* Entering: a click on a free stretch opens the form, filled in with where it fell. */

function enter({ dateStr, allDay, resource }) {
  if (allDay) return;
  const where = new URL(book.href);
  where.searchParams.set("day", dateStr.slice(0, 10));
  where.searchParams.set("time", time(dateStr));
  if (resource) where.searchParams.set("staff", resource.id);
  window.location.assign(where);
}

function resources() {
  return settings.staff.filter((who) => !whose.value || String(who.id) === whose.value);
}

const VIEWS = ["resourceTimeGridDay", "timeGridWeek", "listWeek"];
const asked = address.searchParams.get("view");

const calendar = EventCalendar.create(root, {
  view: VIEWS.includes(asked) ? asked : NARROW.matches ? "resourceTimeGridDay" : "timeGridWeek",
  date: settings.day,
  timeZone: settings.offset,
  locale: "en-GB",
  firstDay: 1,
  headerToolbar: { start: "prev,next today", center: "title", end: VIEWS.join() },
  buttonText: (words) => ({ ...words, today: "Today", resourceTimeGridDay: "Day", timeGridWeek: "Week", listWeek: "List" }),
  allDaySlot: false,
  slotMinTime: settings.opens,
  slotMaxTime: settings.closes,
  flexibleSlotTimeLimits: true,
  slotHeight: 34,
  slotEventOverlap: false,
  snapDuration: "00:15",
  displayEventEnd: false,
  eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
  slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
  nowIndicator: true,
  editable: settings.canChange,
  eventDurationEditable: false,
  eventLongPressDelay: LONG_PRESS,
  resources: resources(),
  views: {
    timeGridWeek: { columnWidth: NARROW.matches ? "104px" : undefined },
    resourceTimeGridDay: {
      columnWidth: settings.staff.length > (NARROW.matches ? 3 : 10) ? "120px" : undefined,
      titleFormat: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    },
  },
  dayHeaderFormat: { weekday: "short", day: "numeric", month: NARROW.matches ? undefined : "short" },
  eventSources: [{ events: entries }],
  lazyFetching: false,
  eventFilter: isShown,
  eventContent: content,
  eventDidMount: ({ el, event }) => {
    const entry = event.extendedProps;
    if (BOOKED.includes(entry.kind)) el.setAttribute("aria-label", spoken(entry));
  },
  eventClick: open,
  dateClick: book ? enter : undefined,
  eventDragStart: () => { dragging = true; },
  eventDragStop: () => { dragging = false; },
  eventDrop: drop,
  datesSet: remember,
  noEventsContent: "Nothing is booked.",
});

whose.addEventListener("change", () => {
  calendar.setOption("resources", resources());
  calendar.refetchEvents();
  remember(range);
});

const place = document.getElementById("diary-location");
if (place) place.addEventListener("change", () => place.form.requestSubmit());

/* Bookings come in while the page is open. */
setInterval(() => {
  if (!document.hidden && !dragging && !details.open && !question.open) calendar.refetchEvents();
}, REFRESH);

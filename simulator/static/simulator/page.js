// The page: which customer, which channel, what to send, and one feed that tells everything there is to show.
import { showAudit, showDiary, showHeard } from "./panels.js";
import { showCall, showChat } from "./phone.js";
import { Voice } from "./voice.js";

const at = (id) => document.getElementById(id);
const read = (id) => JSON.parse(at(id).textContent);
const urls = read("urls");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

/** Milliseconds between two looks at the feed: at rest, and while an answer is awaited. */
const AT_REST = 700;
const AWAITING = 250;

const SUGGESTIONS = {
  sms: ["I'd like a haircut tomorrow at 3", "What are your opening hours?", "How much is a haircut?", "Can I move my appointment?", "Cancel my appointment", "Talk to a person", "STOP"],
  whatsapp: ["Hi!", "I'd like a haircut tomorrow at 3", "Where are you located?", "¿Cuál es su horario?", "Cancel my appointment", "Talk to a person", "STOP"],
  voice: ["I'd like a haircut tomorrow at three", "What are your opening hours?", "Cancel my appointment", "I want to talk to a person", "Goodbye"],
};

/** What a customer may answer to what Sara asked last; {name} is the customer's own. */
const ANSWERS = {
  silenced: ["START"],
  service: ["A haircut", "Color & highlights", "A beard trim"],
  when: ["Tomorrow at 3", "Friday afternoon", "As soon as possible"],
  which_slot: ["The first one", "The second one", "Something later"],
  name: ["{name}", "I'm {name}"],
  confirm_cancel: ["Yes, please", "No, keep it"],
  which_appointment: ["The first one", "The second one"],
  want_person: ["Yes, please", "No, thanks"],
  message: ["Please call me back about a wedding party", "Never mind"],
};

const page = { phone: null, channel: "sms", cursor: "", eagerUntil: 0, timer: 0, state: "none" };
const voice = new Voice({ onWords: (words) => act("say", words), onSilence: () => act("silence"), button: at("mic") });

// Talking to the server

async function post(url, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const told = await answer.json().catch(() => ({ error: `The server answered ${answer.status}.` }));
  if (!answer.ok) throw new Error(told.error);
  return told;
}

async function tryTo(work) {
  at("alert").hidden = true;
  try {
    await work();
  } catch (problem) {
    at("alert").textContent = problem instanceof TypeError ? "Sara's server does not answer. Is it still running?" : problem.message;
    at("alert").hidden = false;
    return false;
  }
  page.eagerUntil = Date.now() + 8000;
  look();
  return true;
}

async function look() {
  clearTimeout(page.timer);
  if (document.hidden || !page.phone) return;
  const { phone, channel, cursor } = page;
  try {
    const answer = await fetch(`${urls.feed}?${new URLSearchParams({ phone: phone.id, channel, after: cursor })}`);
    const isStale = phone !== page.phone || channel !== page.channel;
    if (answer.status === 200 && !isStale) show(await answer.json());
    document.body.classList.remove("offline");
  } catch {
    document.body.classList.add("offline");
  }
  clearTimeout(page.timer);
  page.timer = setTimeout(look, Date.now() < page.eagerUntil ? AWAITING : AT_REST);
}

function show(told) {
  page.cursor = told.cursor;
  at("clock").textContent = told.clock;
  page.state = told.call ? told.call.state : "none";
  const fresh = showChat(told.messages, page.channel, told.silenced);
  showCall(page.channel === "voice" ? told.call : null, page.channel);
  suggest(told.silenced ? "silenced" : told.asked);
  showHeard(told.heard);
  if (told.diary) showDiary(told.diary);
  showAudit(told.audit);
  if (page.channel === "voice") voice.follow(told.call, fresh);
}

// Customers and channels

function fillCustomers(phones) {
  at("customer").replaceChildren(...phones.map((phone) => new Option(`${phone.name}, ${phone.number}`, phone.id)));
}

function become(phone) {
  page.phone = phone;
  at("customer").value = phone.id;
  begin();
}

function begin() {
  page.cursor = "";
  voice.stop();
  at("chat").replaceChildren();
  at("alert").hidden = true;
  document.body.dataset.channel = page.channel;
  at("words").placeholder = page.channel === "voice" ? "Say something…" : "Write to Sara…";
  suggest("");
  look();
}

/** Offer things to say: first what answers Sara's question, then what one can always try. */
function suggest(asked) {
  const answers = (ANSWERS[asked] ?? []).map((words) => words.replace("{name}", page.phone.name));
  const wanted = [...answers, ...SUGGESTIONS[page.channel]];
  const shown = [...at("suggestions").children].map((button) => button.textContent);
  if (wanted.join("|") === shown.join("|")) return;
  at("suggestions").replaceChildren(...wanted.map(suggestion));
  at("suggestions").scrollLeft = 0;
}

function suggestion(words) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", () => send(words));
  return button;
}

async function newCustomer() {
  const phone = await post(urls.phones, {});
  phones.unshift(phone);
  fillCustomers(phones);
  become(phone);
}

// What a customer does

function send(words) {
  if (page.channel === "voice") return act("say", words);
  const provider = page.channel === "whatsapp" && at("provider") ? at("provider").value : "twilio";
  return tryTo(() => post(urls.texts, { phone: page.phone.id, channel: page.channel, provider, text: words }));
}

function act(what, words = "") {
  voice.hush();
  return tryTo(() => post(urls.acts, { phone: page.phone.id, act: what, words }));
}

at("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = at("words").value.trim();
  if (!words) return;
  at("words").value = "";
  if (!(await send(words))) at("words").value = words;
});
at("customer").addEventListener("change", () => become(phones.find((phone) => String(phone.id) === at("customer").value)));
at("new-customer").addEventListener("click", () => tryTo(newCustomer));
for (const radio of document.querySelectorAll("[name=channel]")) {
  radio.addEventListener("change", () => {
    page.channel = radio.value;
    begin();
  });
}
at("dial").addEventListener("click", () => tryTo(() => post(urls.calls, { phone: page.phone.id })));
at("hang").addEventListener("click", () => act("hang_up"));
at("silent").addEventListener("click", () => act("silence"));
at("keys").addEventListener("click", () => {
  at("keypad").hidden = !at("keypad").hidden;
  at("keys").setAttribute("aria-expanded", String(!at("keypad").hidden));
});
at("aloud").addEventListener("click", () => {
  const isOn = voice.toggleSound();
  at("aloud").setAttribute("aria-pressed", String(isOn));
  at("aloud").textContent = isOn ? "Sound on" : "Sound off";
});

// Keys go out together, after # or a pause, as on a telephone.
let pressed = "";
let pause = 0;
at("keypad").addEventListener("click", ({ target }) => {
  if (!target.dataset.key) return;
  pressed += target.dataset.key;
  clearTimeout(pause);
  pause = setTimeout(() => { act("keys", pressed); pressed = ""; }, target.dataset.key === "#" ? 0 : 1200);
});

// A mouse wheel turns up and down, the suggestions go sideways.
at("suggestions").addEventListener("wheel", (event) => {
  if (event.deltaX) return;
  event.preventDefault();
  at("suggestions").scrollLeft += event.deltaY;
}, { passive: false });

document.addEventListener("visibilitychange", look);
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") document.querySelector(".help").open = false; });

const phones = read("phones");
at("aloud").hidden = !voice.canSpeak;
at("mic").hidden = !voice.canListen;
const chosen = document.querySelector("[name=channel]:checked");
page.channel = chosen ? chosen.value : "sms";
if (phones.length) {
  fillCustomers(phones);
  become(phones[0]);
} else {
  tryTo(newCustomer);
}

// The phone's screen: bubbles that are added and updated, never drawn anew, so that they are read out once.

const at = (id) => document.getElementById(id);

const TICKS = { sending: "Sending…", received: "Sent", queued: "", sent: "✓", delivered: "✓✓", read: "✓✓ Read" };
const STATES = {
  speaking: "Sara is speaking…",
  listen: "Your turn: speak or type",
  record: "Recording after the tone: leave your message",
  ended: "Call ended",
};
const HELLO = {
  sms: "Write as a customer would. Sara answers at once.",
  whatsapp: "Write as a customer would. Sara answers at once.",
  voice: "Call Sara. You can type what you would say, or speak if your browser can listen.",
};
/** Milliseconds after which nobody believes any more that somebody is typing. */
const PATIENCE = 25_000;

const seen = new Map();

/** Show the messages; returns those of Sara that are new and were not there when the chat was opened. */
export function showChat(messages, channel, isSilenced) {
  const chat = at("chat");
  const wasEmpty = chat.children.length === 0;
  const isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  chat.querySelector(".hello")?.remove();
  const fresh = messages.filter((message) => !showMessage(chat, message, channel));
  if (messages.length === 0) chat.append(made("li", "hello", HELLO[channel]));
  if (fresh.length && (isAtEnd || wasEmpty)) chat.scrollTop = chat.scrollHeight;
  showTyping(isSilenced ? null : messages.at(-1), channel);
  at("silenced").hidden = !isSilenced;
  return wasEmpty ? fresh.filter((message) => message.call).slice(-1) : fresh;
}

/** Add or update one message; returns whether it was there already. */
function showMessage(chat, message, channel) {
  const id = `message-${message.id}`;
  const known = document.getElementById(id);
  const bubble = known ?? made("li", "", "");
  const className = `bubble ${message.author}${message.status === "failed" ? " failed" : ""}`;
  if (bubble.className !== className) bubble.className = className;
  const foot = footOf(message, channel);
  if (known) {
    const small = bubble.querySelector("small");
    if (small && small.textContent !== foot) small.textContent = foot;
    return true;
  }
  bubble.id = id;
  bubble.append(made("span", "sr-only", message.author === "customer" ? "You: " : message.author === "sara" ? "Sara: " : ""), message.body);
  if (foot) bubble.append(made("small", "", foot));
  if (message.call && !chat.querySelector(`[data-call="${message.call}"]`)) {
    const divider = made("li", "divider", `Call at ${message.at}`);
    divider.dataset.call = message.call;
    chat.append(divider);
  }
  chat.append(bubble);
  return false;
}

function footOf(message, channel) {
  if (message.status === "failed") return `Not delivered. ${message.error}`;
  if (channel === "voice") return "";
  if (message.author === "customer") return [message.at, TICKS[message.status]].filter(Boolean).join(" · ");
  return message.at;
}

function showTyping(last, channel) {
  const key = last && last.author === "customer" && last.status !== "failed" ? `${channel}-${last.id}` : "";
  if (key && !seen.has(key)) seen.set(key, Date.now());
  const isAwaited = Boolean(key) && Date.now() - seen.get(key) < PATIENCE && channel !== "voice";
  if (at("typing").hidden !== !isAwaited) {
    at("typing").hidden = !isAwaited;
    at("chat").scrollTop = at("chat").scrollHeight;
  }
}

/** Show how the call stands; without one, offer to call. */
export function showCall(call, channel) {
  const isOn = Boolean(call) && call.state !== "ended";
  document.body.dataset.call = isOn ? "on" : "off";
  const turn = isOn && call.state !== "speaking";
  at("silent").disabled = !turn;
  if (!isOn) at("keypad").hidden = true;
  const words = !call ? "" : call.state === "ended" && call.error ? "The call broke off" : STATES[call.state];
  const strong = made("strong", "", words);
  const state = at("call-state");
  if (state.textContent !== words + (call?.error ?? "")) state.replaceChildren(...(words ? [strong] : []), call?.error ?? "");
}

/** Make an element with a class and a text. */
export function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

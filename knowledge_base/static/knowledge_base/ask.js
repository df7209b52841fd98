// Answers the "Ask Sara" box without leaving the page. Without this script the box is a form like any other.
"use strict";

let latest = 0;

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-ask]");
  if (!form) return;
  event.preventDefault();
  const place = document.getElementById(form.dataset.ask);
  const asked = new URLSearchParams(new FormData(form));
  asked.set("only", "answer");
  const mine = ++latest;
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`${form.action}?${asked}`, { credentials: "same-origin" });
    // A session that has ended leads elsewhere: the page itself says so best.
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    const answer = await response.text();
    if (mine !== latest) return;
    place.innerHTML = answer;
  } catch {
    form.submit();
  } finally {
    if (mine === latest) place.removeAttribute("aria-busy");
  }
});

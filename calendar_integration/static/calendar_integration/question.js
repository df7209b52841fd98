/* The one question that the diary asks before anything moves; diary.js comes after it. */
"use strict";

const question = document.getElementById("diary-ask");

/* Ask one question; resolves to null for no, else to whether the customer is told. */
function decide({ what, why = "", tell = "", yes = "" }) {
  const checkbox = question.querySelector("input");
  const [confirm, leave] = [question.querySelector("[data-yes]"), question.querySelector("[data-no]")];
  question.querySelector("h2").textContent = what;
  question.querySelector("[data-of=why]").textContent = why;
  question.querySelector("[data-of=why]").hidden = !why;
  question.querySelector("[data-of=tell]").textContent = tell;
  question.querySelector(".diary-tell").hidden = !tell;
  confirm.hidden = !yes;
  confirm.textContent = yes;
  leave.textContent = yes ? "Leave it where it is" : "All right";
  if (tell) checkbox.checked = true;
  return new Promise((resolve) => {
    let answer = null;
    confirm.onclick = () => { answer = checkbox.checked; question.close(); };
    leave.onclick = () => question.close();
    question.onclose = () => resolve(answer);
    question.showModal();
  });
}

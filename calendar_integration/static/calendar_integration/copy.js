// A button with data-copies="id" puts the value of that field into the clipboard, and says so.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https browsers keep the clipboard to themselves; the old way still works there.
    document.execCommand("copy");
  }
  document.getElementById(button.dataset.says).textContent = "Copied.";
});

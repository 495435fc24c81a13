// Every answer to one form leaves with the same size, so that a network cannot tell how much was written.
"use strict";
for (const form of document.querySelectorAll("form[data-size]")) {
  form.addEventListener("submit", (event) => {
    const pad = form.elements.pad;
    pad.value = "";
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      sent.append(name, value.replace(/\r\n?|\n/g, "\r\n"));
    }
    const button = event.submitter;
    if (button && button.name) sent.append(button.name, button.value);
    pad.value = "x".repeat(Math.max(0, form.dataset.size - sent.toString().length));
  });
}

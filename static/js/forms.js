// Forms that post: a submit shows that it is working, and a double click posts once.

// After this many milliseconds a form can be sent again: nothing tells a page that somebody pressed
// Stop, and the server does once what comes twice.
const LOCKED = 5000;

function mark(form, sent) {
  form.toggleAttribute("data-sent", sent);
  for (const button of form.querySelectorAll("button")) {
    // Not `disabled`: that would take the focus away, and the button out of what is sent.
    if (sent) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  else {
    mark(form, true);
    setTimeout(() => mark(form, false), LOCKED);
  }
});

// Back to a page that the back/forward cache kept as it was when its form was sent.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.querySelectorAll("[data-sent]")) mark(form, false);
});

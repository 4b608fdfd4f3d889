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

// A visit lasts from one sign-in or sign-out to the next. Who was there in one, and what was typed,
// is not for those who press Back in another: on a computer that several people use.
const root = document.documentElement;
const visit = document.querySelector("[data-visit]")?.dataset.visit;
const earlier = history.state?.visit;

function empty() {
  for (const form of document.forms) form.reset();
}

history.replaceState({ ...history.state, visit }, "");

addEventListener("pagehide", () => {
  for (const field of document.querySelectorAll("[type=password]")) field.value = "";
  if (visit) root.setAttribute("data-left", "");
});

addEventListener("pageshow", async ({ persisted }) => {
  if (!persisted) {
    if (earlier && earlier !== visit) empty(); // loaded anew, and filled in as it was left
    return;
  }
  const answer = visit && (await fetch(document.body.dataset.visits).catch(() => null));
  if (answer?.ok && (await answer.text()) !== visit) {
    empty();
    location.reload();
  } else root.removeAttribute("data-left");
});

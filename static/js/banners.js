// Banners, once they are on the page: heard once, closed by hand, gone for good when it is left.

const PAUSE = 150; // ms; what is put into a live region while the page loads often goes unheard
const SERIOUS_FIRST = ["error", "warning", "success"];

const region = document.querySelector("[data-banners]");
const shown = () => [...(region?.querySelectorAll(".banner") ?? [])];
const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
const voice = (role) => document.querySelector(`body > [role="${role}"]`);
const title = document.title.replace(prefix(), "");
let speaking;

// The title begins with the most serious kind: "Error: New user · Flash Once".
function prefix() {
  const of = (category) => shown().find((banner) => banner.dataset.category === category);
  const banner = SERIOUS_FIRST.map(of).find(Boolean) ?? shown()[0];
  return banner ? `${words(banner.querySelector(".banner__kind"))}: ` : "";
}

// By focus where something has to be done about it, else by a live region: never by both.
function announce() {
  const said = (banner) => words(banner.querySelector(".banner__text"));
  if (region.querySelector('[data-category="error"], .banner__action')) {
    region.setAttribute("aria-description", shown().map(said).join(" "));
    region.focus();
    return;
  }
  speaking = setTimeout(() => {
    for (const banner of shown()) {
      const line = document.createElement("p");
      line.textContent = said(banner);
      voice(banner.dataset.category === "warning" ? "alert" : "status").append(line);
    }
  }, PAUSE);
}

function close(banner) {
  const next = banner.nextElementSibling?.querySelector(".banner__close");
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  banner.remove();
  region?.removeAttribute("aria-description");
  if (!shown().length) region?.remove();
  document.title = prefix() + title;
  (next ?? heading).focus();
}

// The banners themselves go by flash_once.js: what is left of them is said here and in the title.
function forget() {
  clearTimeout(speaking);
  document.title = title;
  voice("status").replaceChildren();
  voice("alert").replaceChildren();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".banner__close");
  if (button) close(button.closest(".banner"));
});

// With the focus on all of them, where an error put it, Escape closes the first.
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  const banner = target.closest(".banner") ?? (target === region && shown()[0]);
  if (banner) close(banner);
});

// The back/forward cache keeps the page as it is left now, even a page marked no-store.
// Pages with stock Flask's flashes go without this, so that it can be seen what that leads to.
if (!document.body.hasAttribute("data-stock")) addEventListener("pagehide", forget);

for (const button of document.querySelectorAll(".banner__close")) button.hidden = false;
if (region) announce();

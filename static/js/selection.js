// Ticked people: what can be done with them comes into sight with the first tick, and says how many.

const form = document.querySelector("[data-selection]");
const boxes = [...document.querySelectorAll("[data-ticks] input[type=checkbox]")];
const all = form.querySelector('input[type="checkbox"]');

function show() {
  const count = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-selection-count]").textContent = count;
  form.toggleAttribute("data-some", count > 0);
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && !all.checked;
}

document.addEventListener("change", ({ target }) => {
  if (target === all) for (const box of boxes) box.checked = all.checked;
  if (target === all || boxes.includes(target)) show();
});

// Also when Back brings the page with its ticks.
addEventListener("pageshow", show);

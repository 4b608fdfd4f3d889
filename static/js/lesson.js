// The lesson: rows added in place, the two experiments that take several requests, no stale drawing.

const rows = document.querySelector("[data-rows]");

document.querySelector("[data-more]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const number = rows.children.length + 1;
  const row = rows.lastElementChild.cloneNode(true);
  row.querySelector("[data-number]").textContent = number;
  for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace(/\d+/, number);
  for (const field of row.querySelectorAll("input, textarea")) {
    field.id = field.id.replace(/\d+/, number);
    field.value = "";
  }
  rows.append(row);
  row.querySelector("input").focus();
});

// An answer's redirect is not followed: the page it leads to is for the visitor to load.
const post = (form, fields) =>
  fetch(form.action, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

const experiments = {
  // Each message by a request of its own, all of them in flight together.
  together: (form, fields) => {
    const categories = fields.getAll("category");
    return Promise.all(
      fields.getAll("text").map((text, index) => {
        fields.set("category", categories[index]);
        fields.set("text", text);
        return post(form, fields);
      }),
    );
  },
  // A look behind the visitor's back, between the recording and the showing.
  peek: (form, fields) => post(form, fields).then(() => fetch(form.action)),
};

for (const form of document.querySelectorAll("[data-experiment]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await experiments[form.dataset.experiment](form, new FormData(form));
    location.assign(form.action);
  });
}

// The address that a reload must ask for, so that the fourth step can say what is gone.
const again = document.querySelector("[data-again]");
if (again) history.replaceState(history.state, "", again.href);

// What waited when this page was drawn may be gone by the time somebody comes back to it.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && document.querySelector("[data-hold]")) location.reload();
});

// The twelve scenarios for Node's runner; `twelve.py` says the same, line by line.
const { test, expect } = require("@playwright/test");

const banners = (page) => page.getByRole("region", { name: "Messages" }).getByRole("listitem");

async function send(page, category) {
  await page.goto("/lesson");
  const row = page.getByRole("group", { name: "Message 1", exact: true });
  await row.getByLabel("Category").fill(category);
  await row.getByLabel("Text").fill("This is a message");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(banners(page)).toContainText(["This is a message"]);
}

for (const category of ["success", "warning", "error"]) {
  test(`a message is on the next page: ${category}`, async ({ page }) => {
    await send(page, category);

    await expect(banners(page)).toHaveAttribute("data-category", category);
  });

  test(`a message is gone after a reload: ${category}`, async ({ page }) => {
    await send(page, category);

    await page.reload();

    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(banners(page)).toHaveCount(0);
  });

  test(`a message is gone on another page: ${category}`, async ({ page }) => {
    await send(page, category);

    await page.getByRole("link", { name: "Users", exact: true }).click();

    await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
    await expect(banners(page)).toHaveCount(0);
  });

  test(`a message is gone in a new tab: ${category}`, async ({ page }) => {
    await send(page, category);

    const tab = await page.context().newPage();
    await tab.goto("/users");

    await expect(tab.getByRole("heading", { name: "Users" })).toBeVisible();
    await expect(banners(tab)).toHaveCount(0);
  });
}

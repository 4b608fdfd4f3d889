// What is marked data-flash-once is gone once its page is left: a back/forward cache, Chromium's for
// a page that is not to be stored, or Turbo's or htmx's for any, keeps the page as it is then.
(() => {
  const forget = () => {
    for (const element of document.querySelectorAll("[data-flash-once]")) element.remove();
  };
  for (const leaving of ["pagehide", "turbo:before-cache", "htmx:beforeHistorySave"]) {
    addEventListener(leaving, forget);
  }
})();

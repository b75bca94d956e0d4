// @ts-check
// `/` to the search, `j` and `k` from post to post (or row to row), `?` shows the list (a <dialog data-behaviour=shortcuts>).
{
  const dialog = /** @type {HTMLDialogElement|null} */ (document.querySelector("dialog[data-behaviour~=shortcuts]"));
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !(at instanceof Element) || at.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "/") {
      const search = /** @type {HTMLElement|null} */ (document.querySelector("[data-shortcut=search]"));
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "?" && dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key === "j" || event.key === "k") {
      const stops = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-stop]")]);
      const now = stops.findIndex((stop) => stop.contains(document.activeElement));
      const next = stops[now < 0 ? 0 : now + (event.key === "j" ? 1 : -1)];
      next?.focus();
      next?.scrollIntoView({ block: "start" });
    }
  });
}

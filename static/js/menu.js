// @ts-check
// Menus close on Escape, on a click elsewhere, and when the focus leaves them.
{
  /** @param {Node|null} inside */
  const closeOthers = (inside) => {
    for (const menu of document.querySelectorAll("details[data-behaviour~=menu][open]")) if (!inside || !menu.contains(inside)) menu.removeAttribute("open");
  };
  document.addEventListener("click", (event) => closeOthers(/** @type {Node} */ (event.target)));
  document.addEventListener("focusin", (event) => closeOthers(/** @type {Node} */ (event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof Element)) return;
    const menu = event.target.closest("details[data-behaviour~=menu][open]");
    closeOthers(null);
    /** @type {HTMLElement|null|undefined} */ (menu?.querySelector("summary"))?.focus();
  });
}

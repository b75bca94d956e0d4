// @ts-check
// Helpful, worked, same here, follow, bookmark: sent without leaving the page.
// The form carries both ways: data-on (path that switches on), data-off (path that takes back).
// The answer is {count, on, label}; anything else falls back to an ordinary submit.
{
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-behaviour~=inline]")) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const button = form.querySelector("button");
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      /** @type {{count: number, on: boolean, label: string}} */
      const { count, on, label } = await answer.json();
      button?.setAttribute("aria-pressed", String(on));
      const next = on ? form.dataset.off : form.dataset.on;
      if (next) form.action = next;
      const figure = form.querySelector("[data-count]");
      if (figure) figure.textContent = count > 0 ? count.toLocaleString(document.documentElement.lang) : "";
      document.dispatchEvent(new CustomEvent("say", { detail: label }));
    } catch {
      form.submit();
    } finally {
      delete form.dataset.busy;
    }
  });
}

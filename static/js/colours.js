// @ts-check
// Light, dark, or as the device has it: switched at once, remembered by the server.
{
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-behaviour~=colours]") || !(button instanceof HTMLButtonElement) || button.name !== "colours") return;
    event.preventDefault();
    document.documentElement.dataset.colours = button.value;
    for (const one of form.querySelectorAll("button[name=colours]")) one.setAttribute("aria-pressed", String(one === button));
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    body.set("colours", button.value);
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => {});
  });
}

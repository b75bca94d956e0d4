// @ts-check
// A form sent twice is sent once; unsaved text asks before it is lost.
{
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.form?.matches("[data-behaviour~=keep]")) return;
    if (field.value.trim() && field.value !== field.defaultValue) changed.add(field);
    else changed.delete(field);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    if (form.target === "_blank" || form.method === "get") return;
    changed.clear();
    form.dataset.sent = "1";
    const button = /** @type {SubmitEvent} */ (event).submitter;
    button?.setAttribute("aria-disabled", "true");
    const again = () => { delete form.dataset.sent; button?.removeAttribute("aria-disabled"); };
    setTimeout(again, 5000);
    addEventListener("pageshow", again, { once: true });
  });
  addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
}

// @ts-check
// Keeps what is being written on this device until it was accepted. Knobs: data-draft (a name, one per
// form and thread), data-restored (said when a draft came back). A page that shows the accepted text
// names the drafts to forget: <meta name="forget-draft" content="ask">.
{
  const prefix = "lotse-draft:";
  try {
    for (const meta of document.querySelectorAll("meta[name=forget-draft]")) localStorage.removeItem(prefix + meta.getAttribute("content"));
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-draft]"))) {
      const name = prefix + form.dataset.draft;
      const fields = /** @type {HTMLTextAreaElement[]} */ ([...form.querySelectorAll("textarea, input[type=text]")]);
      const kept = JSON.parse(localStorage.getItem(name) || "null");
      // What the server sent back filled (after a mistake) is newer than any draft.
      if (kept && fields.every((field) => field.value === field.defaultValue && (!field.value || field.value === kept[field.name]))) {
        for (const field of fields) if (!field.value && typeof kept[field.name] === "string") field.value = kept[field.name];
        form.dispatchEvent(new Event("input", { bubbles: true }));
        // A moment later: a live region that is filled while the page loads is not announced.
        setTimeout(() => document.dispatchEvent(new CustomEvent("say", { detail: form.dataset.restored })), 500);
      }
      let timer = 0;
      form.addEventListener("input", () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => {
          const now = Object.fromEntries(fields.map((field) => [field.name, field.value]));
          if (fields.some((field) => field.value.trim())) localStorage.setItem(name, JSON.stringify(now));
          else localStorage.removeItem(name);
        }, 400);
      });
    }
  } catch {
    // Storage may be off or full: writing works without drafts.
  }
}

// @ts-check
// Completes the last of several tags in one field from the tags known (a <datalist> named by data-tags).
{
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-behaviour~=tags]"))) {
    const known = [...document.querySelectorAll(`#${CSS.escape(field.dataset.tags || "")} option`)].map((one) => one.getAttribute("value") || "");
    const list = document.createElement("datalist");
    list.id = `${field.id}-more`;
    field.after(list);
    field.setAttribute("list", list.id);
    const offer = () => {
      const all = field.value.split(/[,\s]+/);
      const last = (all.pop() || "").toLowerCase();
      const before = all.filter(Boolean);
      const lead = before.length ? `${before.join(", ")}, ` : "";
      const fits = known.filter((one) => one.toLowerCase().includes(last) && !before.includes(one)).slice(0, 8);
      list.replaceChildren(...fits.map((one) => Object.assign(document.createElement("option"), { value: lead + one })));
    };
    field.addEventListener("input", offer);
    field.addEventListener("focus", offer);
  }
}

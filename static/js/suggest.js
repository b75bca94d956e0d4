// @ts-check
// Threads like what is being typed. A box with data-for (id of the field) holds a status line and a place for the
// fragment that the server sends. Arrow down leads into it, Escape back to the field; the form itself stays as it is.
{
  const wait = 150;
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-behaviour~=suggest]"))) {
    const field = document.getElementById(box.dataset.for || "");
    const status = box.querySelector("[role=status]");
    const place = box.querySelector(".suggest__found");
    if (!(field instanceof HTMLInputElement) || !status || !place) continue;
    let timer = 0;
    let round = 0;
    let asked = field.value.trim();
    const clear = () => { round++; place.replaceChildren(); status.textContent = ""; };
    const ask = async () => {
      const typed = field.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (typed.length < 3) return clear();
      const mine = ++round;
      try {
        const answer = await fetch(`/suggest?${new URLSearchParams({ q: typed })}`, { headers: { Accept: "text/html" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const html = await answer.text();
        if (mine !== round) return;
        place.innerHTML = html;
        status.textContent = place.querySelector("[data-said]")?.getAttribute("data-said") || "";
      } catch {
        if (mine === round) clear();
      }
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = window.setTimeout(ask, wait); });
    const links = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll("a")]);
    field.addEventListener("keydown", (event) => {
      const first = links()[0];
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
      if (event.key === "Escape") clear();
    });
    box.addEventListener("keydown", (event) => {
      const all = links();
      const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      if (event.key === "Escape") { clear(); field.focus(); }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      (event.key === "ArrowDown" ? all[Math.min(at + 1, all.length - 1)] : all[at - 1] || field)?.focus();
    });
  }
}

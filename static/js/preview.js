// @ts-check
// Writing or looking: two buttons, one of them pressed. The server renders and sanitises; a fragment comes back.
// Knobs on their group: aria-controls of each button, data-failed (said when the server cannot be reached).
{
  for (const tabs of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-behaviour~=preview]"))) {
    const [write, look] = tabs.querySelectorAll("button");
    const text = document.getElementById(write?.getAttribute("aria-controls") || "");
    const pane = document.getElementById(look?.getAttribute("aria-controls") || "");
    if (!(text instanceof HTMLTextAreaElement) || !pane) continue;
    tabs.hidden = false;
    let round = 0;
    /** @param {boolean} looking */
    const show = async (looking) => {
      const mine = ++round;
      write.setAttribute("aria-pressed", String(!looking));
      look.setAttribute("aria-pressed", String(looking));
      text.hidden = looking;
      pane.hidden = !looking;
      if (!looking) return text.focus();
      const token = /** @type {HTMLInputElement|null} */ (text.form?.querySelector("[name=token]"))?.value || "";
      try {
        const answer = await fetch("/preview", { method: "POST", body: new URLSearchParams({ body: text.value, token }), headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const html = await answer.text();
        if (mine === round) pane.innerHTML = html;
      } catch {
        if (mine === round) pane.textContent = tabs.dataset.failed || "";
      }
    };
    write.addEventListener("click", () => show(false));
    look.addEventListener("click", () => show(true));
  }
}

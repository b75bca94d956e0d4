// @ts-check
// The one live region: others dispatch `say` with a sentence, this shows and announces it.
{
  const region = document.querySelector("[data-behaviour~=live]");
  let timer = 0;
  document.addEventListener("say", (event) => {
    if (!region) return;
    clearTimeout(timer);
    region.textContent = /** @type {CustomEvent<string>} */ (event).detail || "";
    timer = window.setTimeout(() => { region.textContent = ""; }, 8000);
  });
}

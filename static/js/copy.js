// @ts-check
// Copies a link's full address instead of following it. Knobs: data-said (what is announced).
{
  document.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-behaviour~=copy]");
    if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      document.dispatchEvent(new CustomEvent("say", { detail: link.dataset.said }));
    } catch {
      location.href = link.href;
    }
  });
}

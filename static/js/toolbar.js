// @ts-check
// Markdown buttons. Each has data-before, data-after (round the selection) or data-line (before each line),
// and data-sample, the words put in when nothing is selected.
{
  /** @param {HTMLTextAreaElement} text @param {HTMLElement} tool */
  const apply = (text, tool) => {
    const { before = "", after = "", line = "", sample = "" } = tool.dataset;
    const { selectionStart: start, selectionEnd: end, value } = text;
    let from = start;
    let chosen = value.slice(start, end) || sample;
    if (line) {
      from = value.lastIndexOf("\n", start - 1) + 1;
      chosen = (value.slice(from, end) || sample).split("\n").map((one, n) => line.replace("1", String(n + 1)) + one).join("\n");
    } else {
      chosen = before + chosen + after;
    }
    text.focus();
    text.setRangeText(chosen, from, end, "select");
    if (!line) text.setSelectionRange(from + before.length, from + chosen.length - after.length);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-behaviour~=toolbar]"))) {
    const text = document.getElementById(bar.getAttribute("aria-controls") || "");
    if (!(text instanceof HTMLTextAreaElement)) continue;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const tool = event.target instanceof Element && event.target.closest("button");
      if (tool && !text.hidden) apply(text, tool);
    });
  }
}

// @ts-check
// "Quote" puts the post (or what is selected in it) into the reply box as Markdown. Without a script the link opens the form filled.
{
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-behaviour~=quote]");
    const text = document.querySelector("textarea[data-reply]");
    const body = link && link.closest("[data-stop]")?.querySelector(".post__body");
    if (!link || !(text instanceof HTMLTextAreaElement) || !(body instanceof HTMLElement)) return;
    event.preventDefault();
    const chosen = getSelection();
    const words = (chosen && body.contains(chosen.anchorNode) && chosen.toString().trim()) || body.innerText.trim();
    const quoted = words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
    const lead = text.value.trim() ? `${text.value.trimEnd()}\n\n` : "";
    text.value = `${lead}${link instanceof HTMLElement && link.dataset.by ? `> **${link.dataset.by}**\n>\n` : ""}${quoted}\n\n`;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    text.scrollIntoView({ block: "center" });
  });
}

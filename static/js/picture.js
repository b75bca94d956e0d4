// @ts-check
// Pictures chosen, pasted or dropped go up beside the text, which never waits for them.
// The upload endpoint answers {id, url}. Knobs on .composer: data-going, data-done, data-failed, data-alt.
{
  /** @param {string|undefined} words */
  const say = (words) => document.dispatchEvent(new CustomEvent("say", { detail: words }));
  let number = 0;
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-behaviour~=picture]"))) {
    const text = box.querySelector("textarea");
    const file = /** @type {HTMLInputElement|null} */ (box.querySelector("input[type=file]"));
    if (!text) continue;
    /** @param {string} from @param {string} to */
    const swap = (from, to) => {
      const at = text.value.indexOf(from);
      if (at < 0) return;
      text.setRangeText(to, at, at + from.length, "preserve");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    };
    /** @param {File} picture */
    const send = async (picture) => {
      const alt = (picture.name.replace(/\.\w+$/, "").replace(/[[\]\n\\]/g, " ").trim() || box.dataset.alt || "");
      const place = `![${alt} …](#${++number})`;
      // Behind a selection, never over it.
      const at = text.selectionEnd;
      const lead = at && text.value[at - 1] !== "\n" ? "\n\n" : "";
      text.setRangeText(`${lead}${place}\n`, at, at, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      say(box.dataset.going);
      const body = new FormData();
      body.set("token", /** @type {HTMLInputElement|null} */ (text.form?.querySelector("[name=token]"))?.value || "");
      body.set("picture", picture);
      try {
        const answer = await fetch("/uploads", { method: "POST", body, headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(String((await answer.json().catch(() => ({}))).problem || "").slice(0, 300));
        const { url } = await answer.json();
        swap(place, `![${alt}](${url})`);
        say(box.dataset.done);
      } catch (error) {
        swap(`${place}\n`, "");
        const why = error instanceof Error && !(error instanceof TypeError) && !error.message.startsWith("<") ? error.message : "";
        say([box.dataset.failed, why].filter(Boolean).join(" "));
      }
    };
    /** @param {FileList|undefined|null} files @param {Event} event */
    const take = (files, event) => {
      const pictures = [...(files || [])].filter((one) => one.type.startsWith("image/"));
      if (pictures.length) event.preventDefault();
      pictures.forEach(send);
    };
    text.addEventListener("paste", (event) => take(event.clipboardData?.files, event));
    text.addEventListener("drop", (event) => { box.classList.remove("composer--drop"); take(event.dataTransfer?.files, event); });
    text.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); box.classList.add("composer--drop"); } });
    text.addEventListener("dragleave", () => box.classList.remove("composer--drop"));
    file?.addEventListener("change", (event) => { take(file.files, event); file.value = ""; });
    box.classList.add("composer--script");
    for (const plain of box.querySelectorAll("[data-without-script]")) plain.setAttribute("hidden", "");
    // An upload that is still going leaves no dead placeholder in what is sent.
    text.form?.addEventListener("submit", () => { text.value = text.value.replace(/!\[[^\]]* …\]\(#\d+\)\n?/g, ""); });
  }
}

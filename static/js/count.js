// @ts-check
// Characters left, shown when a fifth or less remains. The element names its field with data-for and says data-left ("{n} left").
{
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-behaviour~=count]"))) {
    const field = document.getElementById(place.dataset.for || "");
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.maxLength < 0) continue;
    const tell = () => {
      const left = field.maxLength - field.value.length;
      place.hidden = left > field.maxLength / 5;
      place.textContent = (place.dataset.left || "{n}").replace("{n}", left.toLocaleString(document.documentElement.lang));
    };
    field.addEventListener("input", tell);
    tell();
  }
}

// @ts-check
/**
 * Read the main text aloud where the browser has a voice; the button stays hidden where it has none.
 * A second press stops. Buttons: data-read-aloud="selector of the text", data-stop="word while reading".
 * @param {Document} page
 */
export function offerReadingAloud(page) {
  const voice = window.speechSynthesis;
  const button = page.querySelector("[data-read-aloud]");
  if (!voice || !(button instanceof HTMLElement) || typeof SpeechSynthesisUtterance === "undefined") return;
  const start = button.textContent || "";
  const rest = () => {
    button.textContent = start;
    button.setAttribute("aria-pressed", "false");
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (voice.speaking) {
      voice.cancel();
      rest();
      return;
    }
    const sentences = spokenText(page.querySelector(button.dataset.readAloud || "main"), button);
    sentences.forEach((sentence, place) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      utterance.lang = page.documentElement.lang;
      utterance.rate = 0.9;
      if (place === sentences.length - 1) utterance.onend = rest;
      voice.speak(utterance);
    });
    button.textContent = button.dataset.stop || start;
    button.setAttribute("aria-pressed", "true");
  });
  window.addEventListener("pagehide", () => voice.cancel());
}

/**
 * The lines of a text that are worth hearing: long texts are cut into lines, because some voices stop after 200 words.
 * @param {Element | null} text
 * @param {HTMLElement} button
 * @returns {string[]}
 */
function spokenText(text, button) {
  if (!(text instanceof HTMLElement)) return [];
  // "38 000" is one number: voices stop at the space and say two.
  const whole = text.innerText.replace(button.innerText, "").replace(/(\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "$1");
  return whole.split("\n").map((line) => line.trim()).filter(Boolean);
}

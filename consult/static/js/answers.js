// @ts-check
/**
 * On the ballot: show a follow-up question only where it is asked, and keep "none of these" and "abstain" apart from
 * the other boxes. The server does the same, so that the form works without this.
 */

/** @param {HTMLFormElement} form @param {string} name @returns {string[]} */
function chosen(form, name) {
  return new FormData(form).getAll(name).map(String);
}

/** @param {HTMLFormElement} form */
function showWhatIsAsked(form) {
  form.querySelectorAll("[data-show-if]").forEach((part) => {
    if (!(part instanceof HTMLElement)) return;
    part.hidden = !chosen(form, part.dataset.showIf || "").includes(part.dataset.showAnswer || "");
  });
}

/** @param {HTMLInputElement} box */
function keepApart(box) {
  if (box.type !== "checkbox" || !box.checked || !box.form) return;
  const isApart = ["none", "abstain"].includes(box.value);
  box.form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(box.name)}"]`).forEach((other) => {
    if (!(other instanceof HTMLInputElement) || other === box) return;
    if (isApart || ["none", "abstain"].includes(other.value)) other.checked = false;
  });
}

document.querySelectorAll("form[data-answers]").forEach((form) => {
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) keepApart(event.target);
    showWhatIsAsked(form);
  });
  showWhatIsAsked(form);
});

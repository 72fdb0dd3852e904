// @ts-check
/**
 * What is left of a budget while options are chosen: <p data-budget="hundredths" data-left="… {sum}" data-over="… {sum}">
 * beside boxes with data-cost="hundredths". The check page says the same without this script.
 */

/** 0.01 yuan as the pages write it: 8000.00, and from 10 000 in groups of three. @param {number} hundredths */
function figure(hundredths) {
  const [whole, rest] = (hundredths / 100).toFixed(2).split(".");
  return `${whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0")}.${rest}`;
}

/** @param {HTMLElement} region */
function sayLeft(region) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    region.closest("fieldset")?.querySelectorAll("input[data-cost]:checked") || []);
  const spent = [...boxes].reduce((sum, box) => sum + Number(box.dataset.cost), 0);
  const left = Number(region.dataset.budget) - spent;
  const sentence = (left < 0 ? region.dataset.over : region.dataset.left) || "";
  region.textContent = sentence.replace("{sum}", figure(Math.abs(left)));
  region.classList.toggle("question__how", left >= 0);
  region.classList.toggle("field__error", left < 0);
  region.hidden = false;
}

document.querySelectorAll("[data-budget]").forEach((region) => {
  if (!(region instanceof HTMLElement)) return;
  region.closest("form")?.addEventListener("change", () => sayLeft(region));
  sayLeft(region);
});

// @ts-check
/**
 * Buttons marked data-print open the browser's print window.
 * @param {Document} page
 */
export function offerPrinting(page) {
  page.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
}

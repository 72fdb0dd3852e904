// @ts-check
/**
 * Put the focus on the error summary, so that a screen reader and a magnifier start there.
 * @param {Document} page
 */
export function focusErrors(page) {
  const summary = page.querySelector("[data-focus]");
  if (summary instanceof HTMLElement) summary.focus();
}

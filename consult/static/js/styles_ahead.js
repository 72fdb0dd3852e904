// @ts-check
/**
 * Whoever arrives finds the styles in the page; the pages that follow name the file, which is fetched ahead for them.
 * <style data-file="address of the file">
 * @param {Document} page
 */
export function fetchStylesAhead(page) {
  const styles = page.querySelector("style[data-file]");
  if (!(styles instanceof HTMLElement)) return;
  const ahead = () => void fetch(styles.dataset.file || "").catch(() => {});
  if (page.readyState === "complete") ahead();
  else addEventListener("load", ahead, { once: true });
}

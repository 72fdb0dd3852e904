// @ts-check
/**
 * Options in order with buttons: <fieldset data-rank> whose rows hold a select of places. The selects stay what is
 * sent, kept as a draft, and there without this script; the buttons write them, move the rows, and say the place.
 */

/** @param {HTMLElement} row @returns {HTMLSelectElement} */
function placeOf(row) {
  return /** @type {HTMLSelectElement} */ (row.querySelector("select"));
}

/** Rows that have a place, the first place first. @param {HTMLElement[]} rows */
function inOrder(rows) {
  return rows.filter((row) => placeOf(row).value).sort((a, b) => Number(placeOf(a).value) - Number(placeOf(b).value));
}

/**
 * The order after one press. Up takes a row that has no place to the last one, whose row makes room where all are
 * given; down from the last place leaves it out.
 * @param {HTMLElement[]} order @param {HTMLElement} row @param {number} by -1 up, 1 down @param {number} limit places
 */
function moved(order, row, by, limit) {
  const at = order.indexOf(row);
  const others = order.filter((other) => other !== row);
  if (at < 0) return by < 0 ? [...others.slice(0, limit - 1), row] : order;
  if (by > 0 && at === order.length - 1) return others;
  others.splice(Math.max(0, at + by), 0, row);
  return others;
}

/** @param {HTMLElement} group @param {HTMLElement[]} rows as the committee wrote them */
function arrange(group, rows) {
  const order = inOrder(rows);
  [...order, ...rows.filter((row) => !order.includes(row))].forEach((row) => group.append(row));
  rows.forEach((row) => {
    const at = order.indexOf(row);
    row.querySelector("[data-move='-1']")?.setAttribute("aria-disabled", String(at === 0));
    row.querySelector("[data-move='1']")?.setAttribute("aria-disabled", String(at < 0));
  });
}

/** @param {HTMLElement} group @param {HTMLElement} row */
function say(group, row) {
  const region = group.querySelector("[data-said]");
  const place = placeOf(row).value;
  const sentence = place ? row.dataset.placed : row.dataset.leftOut;
  if (region) region.textContent = (sentence || "").replace("{place}", place);
}

/** @param {HTMLElement} group */
function withButtons(group) {
  const rows = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(".mark_row")]);
  rows.forEach((row) => row.querySelectorAll("button[data-move]").forEach((button) => {
    if (!(button instanceof HTMLButtonElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const order = moved(inOrder(rows), row, Number(button.dataset.move), placeOf(row).options.length - 1);
      rows.forEach((one) => { placeOf(one).value = String(order.indexOf(one) + 1 || ""); });
      arrange(group, rows);
      // A row that moves in the page loses the focus that stood in it.
      button.focus();
      say(group, row);
      placeOf(row).dispatchEvent(new Event("change", { bubbles: true }));
    });
  }));
  arrange(group, rows);
}

document.querySelectorAll("[data-rank]").forEach((group) => {
  if (group instanceof HTMLElement) withButtons(group);
});

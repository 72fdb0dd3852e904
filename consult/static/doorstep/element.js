// @ts-check
/** Building the page: no HTML is ever made of text, so that no name on a roll can become markup. */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element: attributes by name; `onclick` and the like are listeners; true is an attribute without a value.
 * @param {string} name "p", or "p.quiet.small" with classes
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...kept(children));
  return element;
}

/** @param {HTMLElement} element @param {string} key @param {any} value */
function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else element.setAttribute(key, value === true ? "" : String(value));
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
function kept(children) {
  return children.flat().flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return [child instanceof Node ? child : String(child)];
  });
}

/**
 * A button that does something here.
 * @param {string} label @param {() => void} press
 * @param {{look?: string, large?: boolean, id?: string, pressed?: boolean, name?: string}} [how] look: main, plain, danger
 */
export function button(label, press, how = {}) {
  const classes = ["button", how.look && `button--${how.look}`, how.large && "button--large"].filter(Boolean).join(".");
  const attributes = { type: "button", onclick: press, id: how.id, "data-do": how.name };
  return h(`button.${classes}`, { ...attributes, "aria-pressed": how.pressed === undefined ? null : how.pressed }, label);
}

/**
 * A banner with a title and sentences. kind: "", warning or error.
 * @param {string} title @param {string} kind @param {...(Child | Child[])} children
 */
export function banner(title, kind, ...children) {
  return h(`div.notice_banner${kind ? `.notice_banner--${kind}` : ""}`, {}, h("h2.notice_banner__title", {}, title), ...children);
}

/** The screen's one heading; it takes the focus when the screen comes. @param {string} text */
export function heading(text) {
  return h("h1", { tabindex: "-1", id: "heading" }, text);
}

/**
 * Large buttons of which one is chosen: real radio buttons.
 * @param {string} name @param {string} legend @param {{value: string, label: string, note?: string}[]} choices
 * @param {string} chosen @param {(value: string) => void} choose
 */
export function choices(name, legend, choices, chosen, choose) {
  const cards = choices.map((choice, at) => card(name, `${name}-${at + 1}`, choice, choice.value === chosen, choose));
  return h("fieldset.door_choices", {}, h("legend.field__label", {}, legend), ...cards);
}

/**
 * @param {string} name @param {string} id @param {{value: string, label: string, note?: string}} choice
 * @param {boolean} isChosen @param {(value: string) => void} choose
 */
function card(name, id, choice, isChosen, choose) {
  const attributes = { type: "radio", name, id, value: choice.value, onchange: () => choose(choice.value) };
  return h(
    "label.choice_card", { for: id },
    h("input.choice_card__control", { ...attributes, checked: isChosen }),
    h("span.choice_card__frame"),
    h("span.choice_card__body", {}, h("span.choice_card__label", {}, choice.label),
      choice.note && h("span.choice_card__note", {}, choice.note)),
  );
}

/**
 * One line of text with its label and hint.
 * @param {string} id @param {string} label @param {Record<string, any>} [attributes] @param {string} [hint]
 */
export function field(id, label, attributes = {}, hint = "") {
  return h(
    "div.field", {},
    h("label.field__label", { for: id }, label),
    hint && h("span.field__hint", { id: `${id}-hint` }, hint),
    h("input.field__control", { id, autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null, ...attributes }),
  );
}

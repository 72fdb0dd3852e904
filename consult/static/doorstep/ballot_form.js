// @ts-check
/** The resident's own ballot: every type of question as the web shows it (templates/resident/ballot.html). */
import { h } from "./element.js";
import { say } from "./words.js";

/** @typedef {any} Cards one question as consult/web/resident/cards.py writes it */
/** @typedef {Record<string, any>} Answers */

/**
 * All questions as fields of a form.
 * @param {Cards[]} cards @param {Answers} marked @param {Record<string, string>} errors by question number
 */
export function questionFields(cards, marked, errors) {
  return cards.map((question) => {
    const error = errors[question.number] || "";
    const classes = `div.question.question--ballot${error ? ".question--wrong" : ""}`;
    return h(classes, { "data-number": question.number }, ...body(question, marked[question.number], error));
  });
}

/** @param {Cards} question @param {any} answer @param {string} error */
function body(question, answer, error) {
  if (question.type === "text" || question.type === "number") return written(question, answer, error);
  const cards = question.type === "rank" || question.type === "score" ? marks(question, answer)
    : question.type === "each-plan" ? rows(question, answer) : [choices(question, answer)];
  const legend = h("legend", {}, h("h2.question__title", {}, number(question), question.title));
  return [h("fieldset", { "aria-describedby": described(question, error) }, legend, ...about(question, error), ...cards)];
}

/** @param {Cards} question */
function number(question) {
  return h("span.question__number", {}, say("question-number", { number: question.number }));
}

/** @param {Cards} question @param {string} error */
function described(question, error) {
  return `${question.name}-how${error ? ` ${question.name}-error` : ""}`;
}

/** @param {Cards} question @param {string} error */
function about(question, error) {
  return [
    question.condition && h("p.question__how", {}, question.condition.sentence),
    question.body && h("p.question__text.prewrap", {}, question.body),
    question.plain && h("details.question__text", {}, h("summary", {}, say("plain-words")), h("p.prewrap", {}, question.plain)),
    h("p.question__how", { id: `${question.name}-how` }, question.how),
    error && h("p.field__error", { id: `${question.name}-error` }, error),
  ];
}

/** @param {Cards} question @param {any} answer */
function choices(question, answer) {
  const type = question.type === "choose-some" || question.type === "budget" ? "checkbox" : "radio";
  const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
  const even = question.type === "consent" ? ".choice_cards--even" : "";
  const made = question.cards.map((/** @type {any} */ card, /** @type {number} */ at) =>
    choiceCard(type, question.name, `${question.name}-${at + 1}`, card, chosen.has(card.value)));
  return h(`div.question__answers${even}`, {}, ...made);
}

/** @param {string} type @param {string} name @param {string} id @param {any} card @param {boolean} isChosen */
function choiceCard(type, name, id, card, isChosen) {
  return h(
    "label.choice_card", { for: id },
    h("input.choice_card__control", { type, name, id, value: card.value, checked: isChosen }),
    h("span.choice_card__frame"),
    h("span.choice_card__body", {}, h("span.choice_card__label", {}, card.label),
      card.cost && h("span.choice_card__cost", {}, card.cost), card.note && h("span.choice_card__note", {}, card.note)),
    h("span.choice_card__chosen", { "aria-hidden": "true" }, say("chosen")),
  );
}

/** @param {Cards} question @param {any} answer */
function marks(question, answer) {
  const given = Array.isArray(answer) ? Object.fromEntries(answer.map((key, at) => [key, String(at + 1)])) : answer || {};
  return question.plans.map((/** @type {any} */ plan, /** @type {number} */ at) => {
    const id = `${question.name}-${at + 1}`;
    const small = (/** @type {string} */ text) => text && h("span.quiet.small", {}, ` ${text}`);
    const steps = ["", ...question.steps].map((step) =>
      h("option", { value: step, selected: String(given[plan.value] ?? "") === step }, step || "–"));
    return h("p.mark_row", {}, h("label", { for: id }, plan.label, small(plan.cost), small(plan.note)),
      h("select.field__control.field__control--short", { id, name: `${question.name}-${plan.value}` }, ...steps));
  });
}

/** @param {Cards} question @param {any} answer */
function rows(question, answer) {
  return question.plans.map((/** @type {any} */ plan, /** @type {number} */ at) => {
    const cards = question.cards.map((/** @type {any} */ card, /** @type {number} */ side) => choiceCard("radio",
      `${question.name}-${plan.value}`, `${question.name}-${at + 1}-${side + 1}`, card, (answer || {})[plan.value] === card.value));
    return h("fieldset.plan_row.plan_row--asked", {}, h("legend.plan_row__name", {}, h("h3", {}, plan.label)),
      plan.cost && h("p.quiet.small", {}, plan.cost), plan.note && h("p.quiet.small", {}, plan.note),
      h("div.question__answers.choice_cards--even", {}, ...cards));
  });
}

/** @param {Cards} question @param {any} answer @param {string} error */
function written(question, answer, error) {
  const title = h("h2.question__title", {}, number(question), h("label", { for: question.name }, question.title));
  const how = { id: question.name, name: question.name, "aria-describedby": described(question, error) };
  if (question.type === "number") {
    const control = h("input.field__control.field__control--short",
      { ...how, value: answer ?? "", inputmode: "decimal", autocomplete: "off", maxlength: "20" });
    return [title, ...about(question, error), h("p.mark_row", {}, control, " ", h("span", {}, question.unit))];
  }
  const control = h("textarea.field__control", { ...how, rows: "4", maxlength: "2000" }, answer ?? "");
  return [title, ...about(question, error), control];
}

/**
 * What is marked in the form now, by question number, hidden questions included.
 * @param {HTMLFormElement} form @param {any[]} questions @returns {Answers}
 */
export function marked(form, questions) {
  const given = new FormData(form);
  return Object.fromEntries(questions.map((question) => [question.number, markedOne(given, question)]));
}

/** @param {FormData} given @param {any} question */
function markedOne(given, question) {
  const name = `q${question.number}`;
  if (["choose-some", "budget"].includes(question.type)) return given.getAll(name).map(String);
  if (!["rank", "score", "each-plan"].includes(question.type)) return String(given.get(name) ?? "");
  return Object.fromEntries(question.options.map((/** @type {any} */ option) =>
    [option.key, String(given.get(`${name}-${option.key}`) ?? "")]));
}

/** Keep "none of these" and "abstain" apart from the other boxes. @param {HTMLInputElement} box */
export function keepApart(box) {
  if (box.type !== "checkbox" || !box.checked || !box.form) return;
  const isApart = ["none", "abstain"].includes(box.value);
  box.form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(box.name)}"]`).forEach((other) => {
    if (!(other instanceof HTMLInputElement) || other === box) return;
    if (isApart || ["none", "abstain"].includes(other.value)) other.checked = false;
  });
}

/**
 * An answer in words, as the page to check shows it (consult/wording/answers.py).
 * @param {any} question @param {Cards} cards @param {any} answer
 */
export function said(question, cards, answer) {
  if (answer === undefined || answer === "") return say("not-answered");
  const labels = Object.fromEntries([...cards.plans, ...cards.cards].map((card) => [card.value, card.label]));
  if (question.type === "number") return cards.unit ? `${answer}\u00a0${cards.unit}` : answer;
  if (question.type === "text") return answer;
  if (question.type === "each-plan") return rowsSaid(question, labels, answer);
  if (question.type === "score") {
    const scored = question.options.filter((/** @type {any} */ option) => option.key in answer);
    return joined(scored.map((/** @type {any} */ option) => `${labels[option.key]} ${answer[option.key]}`));
  }
  if (question.type === "rank") return joined(answer.map((/** @type {string} */ key, /** @type {number} */ at) => `${at + 1}. ${labels[key]}`));
  return joined([answer].flat().map((/** @type {string} */ key) => labels[key] ?? key));
}

/** @param {any} question @param {Record<string, string>} labels @param {any} answer one plan a line */
function rowsSaid(question, labels, answer) {
  return question.options.map((/** @type {any} */ option) =>
    say("plan-said", { plan: labels[option.key], said: labels[answer[option.key]] || say("not-answered") })).join("\n");
}

/** @param {string[]} parts */
function joined(parts) {
  return parts.join(say("comma"));
}

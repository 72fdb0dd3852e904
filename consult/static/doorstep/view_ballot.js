// @ts-check
/** What a resident sees who answers here: the ballot, the page to check, and that it is recorded. Nothing else. */
import { isAsked, isBlank, readAnswers } from "./answers.js";
import { keepApart, marked, questionFields, said } from "./ballot_form.js";
import { banner, button, field, h, heading } from "./element.js";
import { moment, pick, say, spoken } from "./words.js";
import { offerReadingAloud } from "../js/read_aloud.js";
import { kept } from "./view_door.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** @param {Phone} phone */
export function ballotScreen(phone) {
  const { consultation, door } = phone.handed;
  const { questions } = consultation;
  const cards = consultation.cards[spoken()];
  const draft = phone.handed.draft || {};
  const form = /** @type {HTMLFormElement} */ (h("form.sheet.sheet--accent", { id: "ballot", novalidate: true }));
  const fault = h("div", { role: "alert" });
  const fill = (/** @type {Record<string, string>} */ errors) => form.replaceChildren(...questionFields(cards, phone.handed.draft || draft, errors),
    h("div.question.stack", {}, h("button.button.button--main.button--large", { type: "submit", "data-do": "check" }, say("check-my-answers")),
      h("p.small.quiet", {}, say("nothing-sent-yet"))));
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) keepApart(event.target);
    phone.handed.draft = marked(form, questions);
    showWhatIsAsked(form, questions, phone.handed.draft);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    phone.handed.draft = marked(form, questions);
    check(phone, fault, fill);
    showWhatIsAsked(form, questions, phone.handed.draft);
  });
  fill({});
  showWhatIsAsked(form, questions, draft);
  // Once the screen is there: the button shows itself only where the phone has a voice.
  queueMicrotask(() => offerReadingAloud(document));
  return [
    h("div.stack.stack--tight", {}, heading(pick(consultation.title)), h("p.quiet", {}, pick(door.name)),
      pick(door.further) && h("p.quiet.small", {}, pick(door.further)),
      h("p", {}, say("answer-by", { moment: moment(consultation.closes_at) })), pick(consultation.intro) && h("p.prewrap", {}, pick(consultation.intro))),
    h("button.button.read_aloud", { type: "button", hidden: true, "aria-pressed": "false", "data-read-aloud": "#ballot", "data-stop": say("stop-reading") }, say("read-aloud")),
    fault, form, giveBack(phone),
  ];
}

/** @param {HTMLFormElement} form @param {any[]} questions @param {Record<string, any>} given */
function showWhatIsAsked(form, questions, given) {
  form.querySelectorAll("[data-number]").forEach((part) => {
    const question = questions.find((one) => String(one.number) === /** @type {HTMLElement} */ (part).dataset.number);
    /** @type {HTMLElement} */ (part).hidden = !isAsked(question, given);
  });
}

/** @param {Phone} phone @param {HTMLElement} fault @param {(errors: Record<string, string>) => void} fill */
function check(phone, fault, fill) {
  const read = readAnswers(phone.handed.consultation.questions, phone.handed.draft);
  const errors = Object.entries(read.faults).map(([number, one]) => [number, say(`refusal-${one.reason}`, one.details)]);
  if (!errors.length && !read.isEmpty) return phone.happen({ do: "marked", answers: read.answers });
  fill(Object.fromEntries(errors));
  const sentences = read.isEmpty ? [say("refusal-nothing-answered")] : errors.map(([, sentence]) => sentence);
  fault.replaceChildren(banner(say("look-again"), "error", ...sentences.map((sentence) => h("p", {}, sentence))));
  fault.scrollIntoView({ block: "center" });
}

/** @param {Phone} phone */
export function checkScreen(phone) {
  const { consultation, door } = phone.handed;
  const { answers } = phone.screen;
  const asked = consultation.questions.filter((/** @type {any} */ question) => isAsked(question, answers));
  const cards = Object.fromEntries(consultation.cards[spoken()].map((/** @type {any} */ one) => [one.number, one]));
  const rows = asked.map((/** @type {any} */ question) => h("div.summary_list__row", {},
    h("dt.summary_list__key", {}, `${question.number}. ${cards[question.number].title}`),
    h("dd.summary_list__value.prewrap", {}, said(question, cards[question.number], answers[question.number]))));
  const keep = (/** @type {Event} */ event) => (phone.handed.helper = /** @type {HTMLInputElement} */ (event.target).value);
  const helper = field("helper", say("helper"), { maxlength: "60", value: phone.handed.helper || "", oninput: keep }, say("helper-hint"));
  return [h("div.sheet.sheet--accent.stack", {}, heading(say("check-your-answers")),
    h("div", { role: "alert" }, phone.screen.said && banner(say("not-kept"), "error", h("p", {}, say(phone.screen.said)))), h("p", {}, pick(consultation.title)), h("p.quiet", {}, pick(door.name)),
    h("dl.summary_list", {}, ...rows), asked.some((/** @type {any} */ one) => isBlank(answers[one.number])) && banner(say("some-blank"), "warning", h("p", {}, say("some-blank-how"))),
    helper, h("p", {}, say("once-sent")), sendButton(phone, answers),
    h("p", {}, button(say("change-my-answers"), () => phone.happen({ do: "change" }), { name: "change" })), giveBack(phone))];
}

/** @param {Phone} phone */
function giveBack(phone) {
  return h("p", {}, button(say("give-back"), () => phone.lock(), { look: "plain", name: "give-back" }));
}

/** While the ballot is being sealed: no way back to it. */
export function savingScreen() {
  return [heading(say("one-moment"))];
}

/** @param {Phone} phone @param {any} answers */
function sendButton(phone, answers) {
  return button(say("send-my-ballot"), async () => {
    const { consultation, helper } = phone.handed;
    phone.happen({ do: "saving" });
    const why = await kept(phone, { kind: "answers", text: consultation.text, answers, helper: (helper || "").trim() }, "done");
    if (why) phone.happen({ do: "not-kept", why });
  }, { look: "main", large: true, name: "send" });
}

/** @param {Phone} phone */
export function thanksScreen(phone) {
  const mark = tick();
  return [h("div.confirmation_panel", {}, mark, h("h1.confirmation_panel__title", { tabindex: "-1", id: "heading" }, say("recorded-here")),
    h("p.confirmation_panel__line", {}, say("sealed-said")), h("div", { role: "status", id: "receipt" }, h("p.confirmation_panel__line", {}, say("receipt-later")))),
  h("p", {}, say("thanks-how")), button(say("give-back-now"), () => phone.lock(), { look: "main", large: true, name: "give-back" })];
}

const SVG = "http://www.w3.org/2000/svg";

/** A circle with a tick, which every reader has heard said beside it. */
function tick() {
  const mark = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: "confirmation_panel__mark door_mark", viewBox: "0 0 48 48", "aria-hidden": "true" })) mark.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", "M24 3a21 21 0 1 0 .01 0M14 25l7 7 13-15");
  mark.append(line);
  return mark;
}

/** The server's answer came while the resident still holds the phone. @param {any} ack */
export function showReceipt(ack) {
  const place = document.getElementById("receipt");
  const sentence = ack.sentence ? pick(ack.sentence) : say("receipt-here");
  place?.replaceChildren(h("p.confirmation_panel__line", {}, sentence, ack.receipt && h("span.confirmation_panel__code", {}, ack.receipt)));
}

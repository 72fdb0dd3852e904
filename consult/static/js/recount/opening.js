// @ts-check
/** OPEN, and the question and the rule that it fixes (docs/package.md, 3 and 5). */
import { equal, isHex, isMoment, isObject, isText } from "./canonical.js";
import { need } from "./faulty.js";
import { USUAL } from "./state.js";

/** @typedef {import("./chain.js").Line} Line */

const NEWER = ["paper_twice", "paper_photo", "replace", "assisted", "posted_days"];
const TYPES = ["consent", "each-plan", "choose-one", "choose-some", "text", "number", "place", "rank", "score", "budget"];

/**
 * What OPEN fixes, once question.json and rule.json are the fixed ones.
 * @param {Line} line
 * @param {any} rule
 * @param {string} text the fingerprint of question.json in hex
 * @param {Set<string>} unknown
 */
export function checkOpening(line, rule, text, unknown) {
  need(line && line.type === "OPEN", "登记簿的第一行不是开启。", "The book does not begin with OPEN.");
  const opened = line.payload;
  need(opened.text === text, "题目和开启时冻结的不一样。", "The questions are not those frozen at the opening.");
  need(equal(opened.rule, rule), "规则和开启时冻结的不一样。", "The rule is not the one frozen at the opening.");
  need(isMoment(opened.opens_at) && isMoment(opened.closes_at), "开启行没有起止时间。", "The opening line names no times.");
  need(!("signing_key" in opened) || isHex(opened.signing_key), "开启行的公钥不对。", "The opening line has a strange key.");
  const isSecret = opened.secrecy === "secret" && opened.kind === "advisory";
  need(!("secrecy" in opened) || isSecret, "只有意见征询可以无记名。", "Only a survey can be held in secret.");
  checkRule(rule);
  checkProcedure(opened, rule, unknown);
  const { serials } = opened;
  need(serials === undefined || (isObject(serials) && "sheets" in serials && "root" in serials), "开启行的纸质票总数不对。", "The opening line does not say which sheets there are.");
}

/** A rule that can be counted by. @param {any} rule */
function checkRule(rule) {
  const members = "allows_deeming allows_proxies approval basis key participation version";
  const fits = isObject(rule) && Object.keys(rule).sort().join(" ") === members && [...rule.participation, ...rule.approval].every(isRequirement);
  need(fits, "规则 rule.json 里有这里不认识的内容，算不了。", "The rule, rule.json, holds what cannot be counted by here.");
}

/** @param {any} one */
function isRequirement(one) {
  const share = isText(one.share) ? /^([1-9][0-9]{0,15})\/([1-9][0-9]{0,15})$/.exec(one.share) : null;
  return (
    share !== null &&
    BigInt(share[1]) <= BigInt(share[2]) &&
    ["heads", "area"].includes(one.measure) &&
    ["electorate", "participating", "expressed"].includes(one.of) &&
    typeof one.strict === "boolean" &&
    [undefined, "oppose"].includes(one.subject) &&
    [undefined, true].includes(one.ceiling) &&
    Object.keys(one).every((name) => ["measure", "share", "of", "strict", "subject", "ceiling"].includes(name))
  );
}

/** The rules of procedure, with every key. @param {any} opened @param {any} rule @param {Set<string>} unknown */
function checkProcedure(opened, rule, unknown) {
  if (!("procedure" in opened)) return;
  const { procedure } = opened;
  const missing = Object.keys(USUAL).filter((name) => !NEWER.includes(name) && !(name in procedure));
  need(!missing.length, "开启行的议事规则不完整。", "The procedure in the opening line is not complete.");
  for (const name of Object.keys(procedure)) if (!(name in USUAL)) unknown.add(`procedure.${name}`);
  const { mode } = procedure.deemed;
  need(["off", "abstain", "majority"].includes(mode), "不知道未反馈怎么算。", "It is not known what silence means here.");
  const isPlain = mode === "off" && !procedure.follow;
  need(rule.allows_deeming || isPlain, "这条规则不许把未反馈算进去，也不许从众。", "This rule lets silence and following mean nothing.");
}

/**
 * question.json has what is asked, and the picture is the one that was shown.
 * @param {any} text
 * @param {string | null} picture its fingerprint in hex
 * @param {any} opened
 * @param {Set<string>} unknown
 */
export function checkQuestions(text, picture, opened, unknown) {
  const fits = isObject(text) && "title" in text && "intro" in text && Array.isArray(text.questions);
  need(fits, "question.json 不完整。", "question.json is not complete.");
  for (const name of Object.keys(text)) if (!["title", "intro", "questions", "picture", "answers"].includes(name)) unknown.add(`question.json ${name}`);
  for (const question of text.questions) if (!TYPES.includes(question.type)) unknown.add(`question.json ${question.type}`);
  const shown = text.picture ? text.picture.sha256 : null;
  need(shown === picture, "附图和当时给住户看的不一样，或者多了、少了。", "The picture is not the one that residents were shown.");
  const offers = (opened.procedure || USUAL).follow;
  const follows = text.questions.filter((/** @type {any} */ one) => "can_follow" in one);
  const may = follows.every((/** @type {any} */ one) => one.can_follow === true && offers && one.type === "consent");
  need(may, "题目里有从众这一项，可是议事规则没有。", "A question offers to follow, which the procedure does not.");
}

// @ts-check
/** The verdict as a part of the page: what fits, what does not, what was counted, what was not checked here. */
import { hex } from "./bytes.js";
import { STEPS } from "./recount.js";
import { hasWebCrypto } from "./sha256.js";
import { HEADLINE, OF_SECRET_POLLS, OUTCOME, SEALED_RESULT, STEP, WHOLE_IN_SECRET, WITHHELD, keyText, picked, requirementText, weightText } from "./words.js";

/** @typedef {import("./words.js").Language} Language */
/** @typedef {import("./recount.js").Verdict} Verdict */

/**
 * An element with text or children.
 * @param {string} name
 * @param {string} className
 * @param {(Node | string)[]} children
 */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * Everything there is to say.
 * @param {Verdict} verdict
 * @param {Language} language
 * @param {string} title how large its headings are: h2 or h3
 */
export function reportOf(verdict, language, title = "h3") {
  const say = (/** @type {string} */ zh, /** @type {string} */ en) => (language === "zh" ? zh : en);
  const marks = { whole: "✓", faulty: "✗", unknown: "?" };
  const isSecret = verdict.counted !== null && verdict.counted.isSecret;
  const headline = isSecret && verdict.status === "whole" ? WHOLE_IN_SECRET : HEADLINE[verdict.status];
  const head = element(title, `recount__verdict recount__verdict--${verdict.status}`, `${marks[verdict.status]} ${headline[language]}`);
  head.tabIndex = -1;
  const parts = [head];
  if (verdict.faults.length) parts.push(element("ul", "recount__faults", ...verdict.faults.map((one) => element("li", "", one[language]))));
  if (verdict.unknown.length) {
    const told = say("这里不认识：", "Not known here: ") + verdict.unknown.slice(0, 20).join(say("、", ", "));
    parts.push(element("p", "", told + say("。请用包里的 verify.py 核对。", ". Use the verify.py in the package.")));
  }
  if (isSecret) parts.push(element("p", "", OF_SECRET_POLLS[language]));
  parts.push(stepList(verdict, language));
  if (verdict.counted) parts.push(element(title, "", isSecret ? say("封存以后公布的数字", "The published figures, as sealed") : say("在这里数出来的", "As counted here")), ...questionsOf(verdict, language));
  if (verdict.book) parts.push(...aboutTheBook(verdict.book, language, title));
  parts.push(element(title, "", say("这里没有核对的", "Not checked here")), notChecked(language));
  return element("div", "recount__report stack", ...parts);
}

/** @param {Verdict} verdict @param {Language} language */
function stepList(verdict, language) {
  const isSecret = verdict.book !== null && verdict.book.isSecret;
  const rows = STEPS.map((name) => {
    const reached = verdict.steps.find((one) => one.name === name);
    const mark = !reached ? "–" : reached.fits ? "✓" : "✗";
    const spoken = { "✓": ["相符", "fits"], "✗": ["不相符", "does not fit"], "–": ["没有核对到", "not reached"] }[mark] || [];
    return element("li", "recount__step", element("span", "recount__mark", `${mark} ${spoken[language === "zh" ? 0 : 1]}`), ` ${(isSecret && name === "result" ? SEALED_RESULT : STEP[name])[language]}`);
  });
  return element("ul", "recount__steps", ...rows);
}

/** @param {Verdict} verdict @param {Language} language */
function questionsOf(verdict, language) {
  const { whole, questions } = verdict.counted;
  if (verdict.counted.isSecret) {
    const came = weightText({ heads: whole.valid, area: 0 }, language, true);
    const all = weightText(whole.electorate, language, true);
    const told = language === "zh" ? `参与：${came}；全体 ${all}。` : `Took part: ${came}, of ${all}.`;
    return [element("p", "", told), ...questions.map((/** @type {any} */ one) => questionOf(one, language, true))];
  }
  const returned = language === "zh" ? `收回 ${whole.valid} 张有效票；全体 ${weightText(whole.electorate, language)}` : `${whole.valid} valid ballots came back; all electors: ${weightText(whole.electorate, language)}`;
  return [element("p", "", `${returned}${language === "zh" ? "。" : "."}`), ...questions.map((/** @type {any} */ one) => questionOf(one, language, false))];
}

/** @param {any} found @param {Language} language @param {boolean} isSecret */
function questionOf(found, language, isSecret) {
  const { question } = found;
  if (found.withheld) return element("p", "recount__title", `${found.number}. ${picked(question.title, language)} → ${WITHHELD[language]}`);
  const outcome = OUTCOME[found.outcome][language];
  const rows = [language === "zh" ? `参与：${weightText(found.participating, language, isSecret)}` : `Took part: ${weightText(found.participating, language, isSecret)}`];
  for (const key of Object.keys(found.counts)) rows.push(`${keyText(question, key, language)}${language === "zh" ? "：" : ": "}${weightText(found.counts[key], language, isSecret)}`);
  for (const one of found.requirements) rows.push(requirementText(one, language));
  for (const key of Object.keys(found.plans || {})) rows.push(`${keyText(question, key, language)} → ${OUTCOME[found.plans[key].outcome][language]}`);
  if (found.with_deemed) rows.push((language === "zh" ? "把未反馈的算进去 → " : "With silence counted → ") + OUTCOME[found.with_deemed.outcome][language]);
  const title = `${found.number}. ${picked(question.title, language)} → ${outcome}`;
  return element("div", "recount__question", element("p", "recount__title", title), element("ul", "", ...rows.map((one) => element("li", "", one))));
}

/** @param {import("./state.js").Book} book @param {Language} language @param {string} title */
function aboutTheBook(book, language, title) {
  const last = book.lines[book.lines.length - 1];
  const groups = (hex(last.head).slice(0, 16).match(/.{4}/g) || []).join(" ");
  const isZh = language === "zh";
  const parts = [
    element(title, "", isZh ? "请和公告栏对一对" : "Compare with the notice board"),
    element("p", "", isZh ? `登记簿共 ${last.seq} 行，最后的指纹是：` : `The book has ${last.seq} lines. Its last fingerprint:`),
    element("p", "recount__head", groups),
    element("p", "", isZh ? "整本重写过的登记簿，自己和自己总是相符的；只有当时贴出来的纸能看出来。" : "A book rewritten from end to end agrees with itself: only what was posted on paper at the time tells."),
  ];
  for (const line of book.losses) {
    const { lines, kept, reason } = line.payload;
    const told = isZh
      ? `第 ${line.seq} 行：记录曾从备份恢复，原来有 ${lines} 行，留下 ${kept} 行。原因：${reason}`
      : `Line ${line.seq}: the records were put back from a backup; of ${lines} lines ${kept} were kept. Reason: ${reason}`;
    parts.push(element("p", "recount__loss", told));
  }
  return parts;
}

/** @param {Language} language */
function notChecked(language) {
  const isZh = language === "zh";
  const rows = isZh
    ? ["名册上的人数和面积是不是真的：这要和名册原件比。", "回执上的签名：用“核对回执”，或者包里的 verify.py。", "印发、送达、迟到的数目：登记簿里没有，只有封定结果的指纹管着它们。", "包里的 README.txt 和 verify.py 本身：可以和别处下载的比一比。"]
    : ["Whether the heads and areas of the roll are true: that takes the roll itself.", "The signature on a receipt: use “Check a receipt”, or verify.py in the package.", "How many were issued, served and late: these are not in the book, only the fingerprint of the sealed result covers them.", "README.txt and verify.py themselves: compare them with a copy from elsewhere."];
  if (!hasWebCrypto) rows.push(isZh ? "浏览器在这里不提供 Web Crypto，指纹是用页面自带的算法算的。" : "The browser offers no Web Crypto here: fingerprints were computed by the page's own code.");
  return element("ul", "", ...rows.map((one) => element("li", "", one)));
}

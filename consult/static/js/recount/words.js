// @ts-check
/** What the recount says, in both languages: it must speak without the server, from a page kept on a disk. */

/** @typedef {"zh" | "en"} Language */
/** @typedef {{zh: string, en: string}} Sentence */

/** @type {Record<string, Sentence>} what each step is */
export const STEP = {
  files: { zh: "公开包里的文件齐全，打包没有动过", en: "The package is complete and packed as published" },
  book: { zh: "登记簿行行相扣：没有一行被改动、抽掉或者插进来", en: "Each line of the book carries the fingerprint of the line before: none was changed, taken out or put in" },
  opening: { zh: "题目、规则、附图和开启时冻结的一样", en: "Questions, rule and picture are those frozen at the opening" },
  roll: { zh: "名册的人数和面积和开启时封定的一样", en: "The roll has the heads and areas fixed at the opening" },
  checkpoints: { zh: "登记簿和包里记下的每一个指纹都对得上", en: "The book leads through every checkpoint in the package" },
  lines: { zh: "有开有关；每位至多计一票；委托、重复、异议、更正、废票、纸质票都合规则", en: "Opened and closed; each elector counted at most once; proxies, second ballots, contests, corrections and paper keep the rules" },
  result: { zh: "各题的人数、面积和结果，重新数出来和公布的一样", en: "Heads, area and outcome of every question, counted again, equal what was published" },
};

/** @type {Record<string, Sentence>} while it is being done */
export const DOING = {
  fetch: { zh: "正在下载公开包", en: "Fetching the package" },
  files: { zh: "正在打开公开包", en: "Opening the package" },
  book: { zh: "正在逐行核对登记簿", en: "Checking the book line by line" },
  opening: { zh: "正在核对题目和规则", en: "Checking questions and rule" },
  roll: { zh: "正在核对名册", en: "Checking the roll" },
  checkpoints: { zh: "正在核对指纹", en: "Checking the checkpoints" },
  lines: { zh: "正在重新数票", en: "Counting every ballot again" },
  result: { zh: "正在和公布的结果比对", en: "Comparing with the published result" },
};

/** @type {Record<string, Sentence>} */
export const HEADLINE = {
  whole: { zh: "全部相符：重新数出来，和公布的结果一样", en: "Everything fits: counted again, it is the published result" },
  faulty: { zh: "有地方不相符", en: "Something does not fit" },
  unknown: { zh: "不能下结论：包里有这个页面不认识的内容", en: "No verdict: the package holds what this page does not know" },
};

/** @type {Sentence} */
export const WHOLE_IN_SECRET = {
  zh: "能核对的全部相符：公布的每个数字都是关闭时封存的",
  en: "Everything that can be checked fits: each published figure was sealed at CLOSE",
};

/** @type {Sentence} */
export const SEALED_RESULT = {
  zh: "公布的数字都是关闭时封存的，加起来和参与户数相符",
  en: "The published figures were sealed at CLOSE, and add up to those who took part",
};

/** @type {Sentence} */
export const OF_SECRET_POLLS = {
  zh: "这是无记名征询：登记簿只记谁参与过，不记选了什么，所以任何人、任何程序都不能按户重新数票。能核对的是：每户至多参与一次；公布的数字在关闭时已经封存，没有改过，加起来也对。",
  en: "This was a secret poll: the book says who took part and not what was chosen, so that nobody, with any program, can count it again by name. What can be checked: each elector took part at most once, and the published figures were sealed at CLOSE, are unchanged, and add up.",
};

/** @type {Sentence} */
export const WITHHELD = { zh: "答的人太少或者几乎一致，不公布", en: "withheld: too few answered, or nearly all said the same" };

/** @type {Record<string, Sentence>} */
export const OUTCOME = {
  passed: { zh: "通过", en: "Passed" },
  rejected: { zh: "达到参与比例，但未通过", en: "Enough took part, not passed" },
  inquorate: { zh: "未达参与比例", en: "Too few took part" },
  figures: { zh: "以数字为结果", en: "The figures are the result" },
};

/** @type {Record<string, Sentence>} */
const KEYS = {
  agree: { zh: "同意", en: "agree" },
  oppose: { zh: "不同意", en: "oppose" },
  abstain: { zh: "弃权", en: "abstain" },
  follow: { zh: "从众", en: "follow the majority" },
  none: { zh: "以上均不同意", en: "none of these" },
};

/**
 * Heads and area; of a secret poll heads only.
 * @param {{heads: number, area: number}} weight
 * @param {Language} language
 * @param {boolean} [isSecret]
 */
export function weightText({ heads, area }, language, isSecret = false) {
  if (isSecret) return language === "zh" ? `${heads} 人` : `${heads} ${heads === 1 ? "head" : "heads"}`;
  const squared = `${Math.floor(area / 100)}.${String(area % 100).padStart(2, "0")}`;
  return language === "zh" ? `${heads} 人，${squared} 平方米` : `${heads} ${heads === 1 ? "head" : "heads"}, ${squared} m²`;
}

/**
 * Words by language, as question.json has them.
 * @param {any} words
 * @param {Language} language
 */
export function picked(words, language) {
  const found = words && (words[language] || words[language === "zh" ? "en" : "zh"] || Object.values(words)[0]);
  return typeof found === "string" ? found : "";
}

/**
 * The name of an option, a side or a refusal.
 * @param {any} question
 * @param {string} key
 * @param {Language} language
 */
export function keyText(question, key, language) {
  const option = (question.options || []).find((/** @type {any} */ one) => one.key === key);
  return option ? picked(option.label, language) : KEYS[key] ? KEYS[key][language] : key;
}

/**
 * A requirement and what was found.
 * @param {any} found
 * @param {Language} language
 */
export function requirementText(found, language) {
  const isHeads = found.measure === "heads";
  const amount = (/** @type {number} */ value) => (isHeads ? String(value) : `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`);
  const [numerator, needed] = [amount(found.numerator), amount(found.needed)];
  const met = found.met;
  if (language === "zh") {
    const what = `${found.stage === "participation" ? "参与" : found.subject ? "不同意" : "同意"}的${isHeads ? "人数" : "面积"}`;
    const verdict = found.ceiling ? (met ? "没有超过" : "超过了") : met ? "够了" : "不够";
    return `${what} ${numerator}，${found.ceiling ? "最多" : "至少要"} ${needed}：${verdict}`;
  }
  const what = `${isHeads ? "Heads" : "Area (m²)"} ${found.stage === "participation" ? "taking part" : found.subject ? "opposing" : "agreeing"}`;
  return `${what}: ${numerator}, ${found.ceiling ? "at most" : "at least"} ${needed}: ${met ? "met" : "not met"}`;
}

// @ts-check
/** The reader's language: sentences come from the server's catalogues; moments are written as the pages write them. */

/** @typedef {"zh" | "en"} Language */
/** @typedef {Record<Language, Record<string, string>>} Catalogue */

/** @type {Catalogue} */
let catalogue = { zh: {}, en: {} };
/** @type {Language} */
let language = "zh";

/** @param {Catalogue} found */
export function useCatalogue(found) {
  catalogue = found;
}

/** @param {Language} chosen */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-Hans-CN" : "en";
}

/** @returns {Language} */
export function spoken() {
  return language;
}

/**
 * A sentence with its named places filled: %(n)s.
 * @param {string} key @param {Record<string, string | number>} [details]
 */
export function say(key, details = {}) {
  const sentence = catalogue[language][key] ?? catalogue.en[key] ?? key;
  return sentence.replace(/%\((\w+)\)s/g, (_, name) => String(details[name] ?? ""));
}

/** A sentence in a language of its own, whatever is spoken: what the committee will read. @param {Language} tongue @param {string} key */
export function sayIn(tongue, key) {
  return catalogue[tongue][key] ?? key;
}

/** The committee's words in this language, or in the other one. @param {Partial<Record<Language, string>> | string | undefined} text */
export function pick(text) {
  if (!text || typeof text === "string") return text || "";
  return text[language] || text[language === "zh" ? "en" : "zh"] || "";
}

/** Names in a row. @param {string[]} parts */
export function listed(parts) {
  return parts.join(language === "zh" ? "、" : ", ");
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const WEEKDAYS = { Mon: "一", Tue: "二", Wed: "三", Thu: "四", Fri: "五", Sat: "六", Sun: "日" };

/** @param {string | number | Date} at @returns {Record<string, string>} the moment's parts on Shanghai's clocks */
function parts(at) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Shanghai", weekday: "short", year: "numeric", month: "numeric", day: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
}

/** 2026年12月30日（周三）18:00, or Wed 30 December 2026, 18:00. @param {string | number | Date} at */
export function moment(at) {
  const { weekday, year, month, day, hour, minute } = parts(at);
  if (language === "zh") {
    const named = WEEKDAYS[/** @type {keyof typeof WEEKDAYS} */ (weekday)];
    return `${year}年${month}月${day}日（周${named}）${hour}:${minute}`;
  }
  return `${weekday} ${day} ${MONTHS[Number(month) - 1]} ${year}, ${hour}:${minute}`;
}

/** 12月30日 18:00, or 30 December, 18:00. @param {string | number | Date} at */
export function shortMoment(at) {
  const { month, day, hour, minute } = parts(at);
  return language === "zh" ? `${month}月${day}日 ${hour}:${minute}` : `${day} ${MONTHS[Number(month) - 1]}, ${hour}:${minute}`;
}

/** 2026-12-30: the day of a moment where the estate is. @param {string | number | Date} at */
export function dayOf(at) {
  const { year, month, day } = parts(at);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

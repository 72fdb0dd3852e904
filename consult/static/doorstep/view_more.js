// @ts-check
/** Beside the rooms: what is not sent yet, the card that explains, and settings. */
import { banner, button, h, heading } from "./element.js";
import { dayOf, pick, say, shortMoment, spoken } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** @param {Phone} phone */
export function unsentScreen(phone) {
  return [heading(say("not-sent", { n: phone.count })), ...phone.notices.map((notice) => noticeCard(phone, notice)),
    h("p", {}, say(phone.count ? `sending-${phone.signal}` : "all-sent")),
    phone.count > 0 && h("p", {}, say("sealed-here")),
    button(say("send-now"), () => phone.sync.all(), { look: "main", large: true, name: "send-now" }),
    phone.count > 0 && h("section.stack.stack--tight", {}, h("h2.door_sub", {}, say("last-resort")), h("p", {}, say("last-resort-how")),
      button(say("save-file"), () => saveFile(phone), { name: "export" }))];
}

/** @param {Phone} phone @param {any} notice what the server said of an entry that did not simply count */
function noticeCard(phone, notice) {
  const door = phone.doors.find((one) => one.elector === notice.said?.elector);
  const title = say("notice-about", { place: door ? pick(door.name) : "", status: say(`status-${notice.status}`) });
  return banner(title, "warning", h("p", {}, pick(notice.sentence) || say("notice-plain")), h("p.small", {}, shortMoment(notice.at)),
    button(say("understood"), () => phone.dismiss(notice.id), { name: "understood" }));
}

/** @param {Phone} phone @param {boolean} [isOurs] this estate's entries, or another's */
export async function saveFile(phone, isOurs = true) {
  const bytes = new Blob([JSON.stringify(await phone.exported(isOurs))], { type: "application/json" });
  const name = `consult-doorstep-${new Date().toISOString().slice(0, 16).replace(/\D/g, "")}.json`;
  const address = URL.createObjectURL(bytes);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {Phone} phone */
export function explainScreen(phone) {
  const card = phone.consultation?.explain?.[spoken()];
  if (!card) return [heading(say("explain")), h("p", {}, say("no-round-how"))];
  const asked = card.asked.map((/** @type {any} */ one) => h("div.explain__pair", {}, h("dt", {}, one.question), ...one.answers.map((/** @type {string} */ text) => h("dd", {}, text))));
  const questions = card.questions.map((/** @type {any} */ one) => h("li", {}, h("strong", {}, one.title), one.body && h("p.prewrap", {}, one.body),
    one.choices.length > 0 && h("p.quiet", {}, one.choices.join(" · "))));
  return [heading(say("explain")), h("p.lead", {}, pick(phone.consultation.title)), pick(phone.consultation.intro) && h("p.prewrap", {}, pick(phone.consultation.intro)),
    todaysWord(phone), h("h2.door_sub", {}, say("what-is-asked")), h("ol", {}, ...questions), h("h2.door_sub", {}, say("what-people-ask")), h("dl.explain", {}, ...asked),
    banner(say("at-the-door"), "", h("ul", {}, ...card.manners.map((/** @type {string} */ text) => h("li", {}, text))))];
}

/** The word that the pages say today, too; nothing where this phone has not heard it yet. @param {Phone} phone */
function todaysWord(phone) {
  const word = phone.round?.words?.[dayOf(phone.clock.now)];
  return word && h("p", {}, say("todays-word"), " ", h("strong", { "data-name": "todays-word" }, pick(word)));
}

/** @param {Phone} phone */
export function settingsScreen(phone) {
  const leader = phone.round?.device?.leader || "";
  return [heading(say("more")), h("p", {}, say("this-phone", { name: phone.round?.device?.name || "", leader })),
    group("language", [["zh", "中文"], ["en", "English"]], spoken(), (value) => phone.set({ language: value })),
    group("text-size", ["100", "150", "200"].map((size) => [size, `${size} %`]), phone.settings.text || "100", (value) => phone.set({ text: value })),
    group("brightness", ["auto", "dark", "light"].map((name) => [name, say(`scheme-${name}`)]), phone.settings.scheme || "auto", (value) => phone.set({ scheme: value })),
    h("section.stack.stack--tight", {}, h("h2.door_sub", {}, say("kept-here")), h("p", {}, say(phone.isOffline ? "works-offline" : "not-offline-yet")),
      h("p", {}, say(phone.isFull ? "storage-full" : "storage-fine"), " ", say(phone.isPersistent ? "storage-persistent" : "storage-may-go")),
      h("p", {}, phone.clock.isWrong ? say(`clock-${phone.clock.wrongBy.unit}`, phone.clock.wrongBy) : say("clock-right")),
      h("p.small.quiet", {}, say("version", { version: document.documentElement.dataset.version || "" }))),
    phone.install && button(say("install"), phone.install, { large: true, name: "install" }),
    button(say("lock-now"), () => phone.lock(), { large: true, name: "lock" })];
}

/** @param {string} name @param {string[][]} choices @param {string} chosen @param {(value: string) => void} choose */
function group(name, choices, chosen, choose) {
  return h("fieldset.door_group", {}, h("legend.field__label", {}, say(name)), h("div.button_row", {},
    ...choices.map(([value, label]) => button(label, () => choose(value), { pressed: value === chosen, look: value === chosen ? "main" : "", name: `${name}-${value}` }))));
}

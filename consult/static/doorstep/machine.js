// @ts-check
/**
 * Which screen leads where: a pure function, so that no press in a resident's hands can reach the leader's screens.
 * While the phone is handed over (ballot, check, saving, thanks) the only way out is the lock. While a ballot is being
 * sealed nothing leads back to it: it would be given twice.
 */

/**
 * @typedef {object} Screen
 * @property {string} at loading, enrol, new-pin, locked, gone, rooms, door, served, refused, paper, ballot, check, saving,
 *   thanks, unsent, summary, explain, settings
 * @property {string} [elector] whose door @property {any} [answers] what a resident marked so far
 * @property {string} [entry] submission id of what was just recorded @property {string} [said] what to say about it
 * @property {string} [from] the screen that led to connecting anew
 */
/** @typedef {{do: string, [more: string]: any}} Happening */

const IN_OTHER_HANDS = new Set(["ballot", "check", "saving", "thanks"]);
const BEFORE_THE_PIN = new Set(["loading", "enrol", "new-pin", "locked", "gone"]);
const AT_A_DOOR = new Set(["served", "refused", "paper"]);
const BESIDE = new Set(["unsent", "summary", "explain", "settings"]);

/** Whether a resident holds the phone. @param {Screen} screen */
export function isHandedOver(screen) {
  return IN_OTHER_HANDS.has(screen.at);
}

/** Whether the rooms may be in memory. @param {Screen} screen */
export function isOpen(screen) {
  return !IN_OTHER_HANDS.has(screen.at) && !BEFORE_THE_PIN.has(screen.at);
}

/** @param {Screen} screen @param {Happening} happened @returns {Screen} the next screen; the same one where nothing follows */
export function next(screen, happened) {
  if (happened.do === "lock") return locked(screen);
  if (happened.do === "gone") return IN_OTHER_HANDS.has(screen.at) ? screen : { at: "gone" };
  if (IN_OTHER_HANDS.has(screen.at)) return handedOver(screen, happened);
  return BEFORE_THE_PIN.has(screen.at) ? beforeThePin(screen, happened) : inTheHouse(screen, happened);
}

/** @param {Screen} screen @returns {Screen} */
function locked(screen) {
  const said = screen.at === "thanks" ? "done" : undefined;
  return BEFORE_THE_PIN.has(screen.at) ? screen : { at: "locked", elector: screen.elector, said };
}

/** @param {Screen} screen @param {Happening} happened @returns {Screen} */
function beforeThePin(screen, happened) {
  switch (`${screen.at} ${happened.do}`) {
    case "loading enrol":
      return { at: "enrol" };
    case "gone enrol":
    case "locked enrol":
      return { at: "enrol", from: screen.at };
    case "enrol back":
      return screen.from ? { at: screen.from } : screen;
    case "loading locked":
      return { at: "locked" };
    case "enrol enrolled":
      return { at: "new-pin" };
    case "new-pin bound":
      return { at: "rooms" };
    case "locked unlocked":
      return { at: "rooms", elector: screen.elector, said: screen.said };
    default:
      return screen;
  }
}

/** @param {Screen} screen @param {Happening} happened @returns {Screen} */
function handedOver(screen, happened) {
  switch (`${screen.at} ${happened.do}`) {
    case "ballot marked":
      return { at: "check", elector: screen.elector, answers: happened.answers };
    case "check change":
    case "check back":
      return { ...screen, at: "ballot" };
    case "check saving":
      return { ...screen, at: "saving" };
    case "saving not-kept":
      return { ...screen, at: "check", said: happened.why };
    case "saving recorded":
      return { at: "thanks", elector: screen.elector, entry: happened.entry };
    default:
      return screen;
  }
}

/** @param {Screen} screen @param {Happening} happened @returns {Screen} */
function inTheHouse(screen, happened) {
  if (happened.do === "open-door") return { at: "door", elector: happened.elector };
  if (happened.do === "recorded") return { at: "rooms", elector: screen.elector, entry: happened.entry, said: happened.said };
  if (happened.do === "show" && BESIDE.has(happened.what)) return { at: happened.what };
  if (happened.do === "taken-back" || happened.do === "home") return { at: "rooms", elector: screen.elector };
  if (happened.do === "back") return { at: AT_A_DOOR.has(screen.at) ? "door" : "rooms", elector: screen.elector };
  if (screen.at === "door" && happened.do === "choose" && AT_A_DOOR.has(happened.what)) return { ...screen, at: happened.what };
  if (screen.at === "door" && happened.do === "hand-over") return { at: "ballot", elector: screen.elector };
  return screen;
}

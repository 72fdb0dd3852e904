// @ts-check
/** The end of a round: what was done at which doors, to be read out and signed. No choice stands in it. */
import { button, h, heading } from "./element.js";
import { STATES, tallied } from "./rooms.js";
import { moment, pick, say } from "./words.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** @param {Phone} phone */
export function summaryScreen(phone) {
  if (!phone.consultation?.buildings.length) return [heading(say("summary")), h("p", {}, say("no-round-how"))];
  const text = h("article.sheet.stack", { id: "round" }, ...lines(phone));
  const pad = new SignaturePad(say("sign-here"));
  const fault = h("div", { role: "alert" });
  return [heading(say("summary")), h("p", {}, say("summary-how")), text, h("p.field__label", { id: "sign-label" }, say("sign-here")), pad.canvas,
    h("div.button_row", {}, button(say("sign-again"), () => pad.clear(), { name: "sign-again" }), button(say("print"), () => window.print(), { name: "print" })), fault,
    button(say("keep-summary"), () => keepPicture(text, pad), { look: "main", large: true, name: "keep-summary" })];
}

/** @param {Phone} phone @returns {HTMLElement[]} */
function lines(phone) {
  const { round, consultation } = phone;
  const head = [h("h2.door_sub", {}, pick(consultation.title)), h("p", {}, pick(round.estate.name)),
    h("p", {}, say("summary-by", { leader: round.device.leader, moment: moment(phone.clock.now) }))];
  const buildings = consultation.buildings.flatMap((/** @type {any} */ place) => building(phone, place));
  return [...head, ...buildings, h("p", {}, say("summary-unsent", { n: phone.count })), h("p", {}, say("summary-promise"))];
}

/** @param {Phone} phone @param {any} place */
function building(phone, place) {
  const doors = phone.doors.filter((door) => door.building === place.building);
  const tally = tallied(doors, (door) => phone.state(door));
  const rows = STATES.filter((state) => tally[state]).map((state) => h("li", {},
    say("summary-line", { state: say(`state-${state}`), n: tally[state], rooms: doors.filter((door) => phone.state(door) === state).map((door) => door.room).join(say("comma")) })));
  return [h("h3", {}, pick(place.name)), h("p", {}, say("summary-doors", { n: doors.length })), h("ul", {}, ...rows)];
}

/** A signature with a finger; whoever cannot draw signs on the printed page. */
class SignaturePad {
  /** @param {string} label */
  constructor(label) {
    this.canvas = /** @type {HTMLCanvasElement} */ (h("canvas.signature", { width: "600", height: "220", role: "img", "aria-label": label }));
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.pen.lineWidth = 4;
    this.pen.lineCap = "round";
    this.canvas.addEventListener("pointerdown", (event) => this.stroke(event, true));
    this.canvas.addEventListener("pointermove", (event) => event.buttons && this.stroke(event, false));
  }

  /** @param {PointerEvent} event @param {boolean} isNew */
  stroke(event, isNew) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) * 600 / box.width, (event.clientY - box.top) * 220 / box.height];
    if (isNew) this.pen.beginPath();
    this.pen.lineTo(x, y);
    if (isNew) this.pen.lineTo(x + 0.1, y);
    this.pen.stroke();
  }

  clear() {
    this.pen.clearRect(0, 0, 600, 220);
  }
}

/** Keep summary and signature as one picture. @param {HTMLElement} text @param {SignaturePad} pad */
async function keepPicture(text, pad) {
  const blob = await new Promise((done) => drawn(text, pad).toBlob(done, "image/png"));
  const link = /** @type {HTMLAnchorElement} */ (h("a", { href: URL.createObjectURL(blob), download: `consult-round-${new Date().toISOString().slice(0, 10)}.png` }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const WIDTH = 800;
const LINE = 38;

/** @param {HTMLElement} text @param {SignaturePad} pad @returns {HTMLCanvasElement} black on white, whatever the screen's colours */
function drawn(text, pad) {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const font = `24px ${getComputedStyle(text).fontFamily}`;
  pen.font = font;
  const written = text.innerText.split("\n").filter((line) => line.trim()).flatMap((line) => wrapped(pen, line));
  canvas.width = WIDTH;
  canvas.height = written.length * LINE + 340;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  pen.font = font;
  written.forEach((line, at) => pen.fillText(line, 30, 50 + at * LINE));
  pen.drawImage(pad.canvas, 100, canvas.height - 260);
  return canvas;
}

/** @param {CanvasRenderingContext2D} pen @param {string} line @returns {string[]} lines that fit */
function wrapped(pen, line) {
  const found = [""];
  for (const part of line.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) || []) {
    if (pen.measureText(found[found.length - 1] + part).width > WIDTH - 60) found.push("");
    found[found.length - 1] += part;
  }
  return found;
}

// @ts-check
/** A paper ballot is collected: its serial by camera or typed, and a photo made small on the phone. */
import { fromFile, hasCamera, openCamera } from "./camera.js";
import { toBase64 } from "./bytes.js";
import { banner, button, field, h, heading } from "./element.js";
import { readSerial } from "./serial.js";
import { say } from "./words.js";
import { place, save, saveButton, wrong } from "./view_door.js";

/** @typedef {import("./phone.js").Phone} Phone */

/** A photo is sent from a stairwell: smaller than what the server would take. */
const MOST_BYTES = 400_000;

/** @param {Phone} phone */
export function paperScreen(phone) {
  const sheet = new Sheet(phone);
  sheet.start();
  return [heading(say("paper-title", { place: place(phone) })), sheet.fault, sheet.status, sheet.video, sheet.typed, sheet.pictures, sheet.file, sheet.without, sheet.deeds];
}

/** The sheet in the leader's hand, as far as it is taken down. */
class Sheet {
  /** @param {Phone} phone */
  constructor(phone) {
    this.phone = phone;
    /** @type {Blob | null} */ this.photo = null;
    /** @type {import("./camera.js").Camera | null} */ this.camera = null;
    this.fault = h("div", { role: "alert" });
    this.status = h("p.paper_serial", { role: "status" }, say("serial-look"));
    this.video = /** @type {HTMLVideoElement} */ (h("video.paper_view", { playsinline: true, muted: true, "aria-label": say("camera-view") }));
    this.video.muted = true;
    this.shutter = button(say("take-photo"), () => this.take(), { look: "main", large: true, name: "take-photo" });
    this.shutter.hidden = this.video.hidden = true;
    this.deeds = saveButton(() => this.keep());
    this.deeds.prepend(this.shutter);
    this.typed = field("serial", say("serial"), { inputmode: "numeric", maxlength: "20", oninput: () => this.judge() }, say("serial-hint"));
    this.pictures = h("div");
    const choose = (/** @type {Event} */ event) => this.choose(event);
    this.file = h("div.paper_file", {}, h("input.visually_hidden", { id: "photo-file", type: "file", accept: "image/*", capture: "environment", onchange: choose }),
      h("label.button.button--large", { for: "photo-file" }, say("photo-from-file")));
    const tick = h("input", { type: "checkbox", id: "no-photo" });
    this.without = h("div.field", { hidden: true }, h("label.field__tick", {}, tick, h("span", {}, say("no-photo"))));
  }

  /** @returns {HTMLInputElement} */
  get input() {
    return /** @type {HTMLInputElement} */ (this.typed.querySelector("input"));
  }

  async start() {
    if (!hasCamera()) return this.manage();
    try {
      this.camera = await openCamera(this.video);
    } catch {
      return this.manage();
    }
    // The screen may have gone while the phone asked whether it may use the camera.
    if (!this.video.isConnected) return this.camera.stop();
    this.file.hidden = true;
    this.shutter.hidden = this.video.hidden = false;
    leave(this.video, () => this.camera?.stop());
    await this.camera.look((text) => this.found(text));
  }

  /** Without a camera there is still the phone's own camera app, and typing. */
  manage() {
    this.status.textContent = say("no-camera");
    this.without.hidden = false;
  }

  /** @param {string} text read off a code */
  found(text) {
    const serial = readSerial(text);
    if (!serial || serial === this.input.value) return;
    this.input.value = serial;
    navigator.vibrate?.(80);
    this.judge();
  }

  /** Say at once whether the serial can be right, and whether it belongs to this door. */
  judge() {
    const serial = readSerial(this.input.value);
    if (!serial) this.status.textContent = say(this.input.value.length < 5 ? "serial-look" : "serial-wrong");
    else this.status.textContent = this.issued(serial, this.phone.doors.find((door) => door.serial === serial));
    this.status.classList.toggle("paper_serial--other", Boolean(serial) && serial !== this.phone.door?.serial);
  }

  /** @param {string} serial @param {import("./rooms.js").Door | undefined} door whose ballot it is */
  issued(serial, door) {
    if (serial === this.phone.door?.serial) return say("serial-fits", { serial });
    return door ? say("serial-elsewhere", { serial, room: door.room }) : say("serial-unknown", { serial });
  }

  /** Take the picture, or go back to what the camera sees. */
  async take() {
    if (!this.video.hidden) return this.picture(() => /** @type {any} */ (this.camera).take(MOST_BYTES));
    this.photo = null;
    this.pictures.replaceChildren();
    this.video.hidden = false;
    this.shutter.textContent = say("take-photo");
    this.shutter.classList.add("button--main");
  }

  /** @param {Event} event */
  async choose(event) {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (file) await this.picture(() => fromFile(file, MOST_BYTES));
  }

  /** @param {() => Promise<Blob>} make */
  async picture(make) {
    this.fault.replaceChildren();
    try {
      this.photo = await make();
    } catch {
      return wrong(this.fault, say("photo-unreadable"));
    }
    const shown = URL.createObjectURL(this.photo);
    const image = h("img.paper_view", { src: shown, alt: say("photo-taken", { kb: Math.ceil(this.photo.size / 1_000) }) });
    image.addEventListener("load", () => URL.revokeObjectURL(shown));
    this.pictures.replaceChildren(image);
    this.video.hidden = true;
    this.shutter.textContent = say("take-photo-again");
    this.shutter.classList.remove("button--main");
  }

  async keep() {
    const serial = readSerial(this.input.value);
    if (!serial) return wrong(this.fault, say("serial-missing"));
    const isWithout = /** @type {HTMLInputElement} */ (this.without.querySelector("input")).checked;
    if (!this.photo && !isWithout) return wrong(this.fault, say("photo-missing"));
    const photo = this.photo && toBase64(new Uint8Array(await this.photo.arrayBuffer()));
    return save(this.phone, { kind: "paper", serial, photo, note: "" }, "paper");
  }
}

/** Do something as soon as an element leaves the page. @param {HTMLElement} element @param {() => void} deed */
function leave(element, deed) {
  const watch = new MutationObserver(() => {
    if (element.isConnected) return;
    watch.disconnect();
    deed();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

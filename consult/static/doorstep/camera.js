// @ts-check
/** The phone's camera: reads a ballot's code, and takes a picture small enough to be sent from a stairwell. */
import { decodeQR } from "../vendor/qr-0.7.0/decode.js";

/** A sheet's handwriting is still read at this many pixels along its longer side. */
const LONGEST_SIDE = 1_600;
const CODE_SIDE = 720;
const BETWEEN_LOOKS = 200;

/** Whether there is a camera to ask for. */
export function hasCamera() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * Show the camera in a video; throws when it is refused or there is none.
 * @param {HTMLVideoElement} video
 */
export async function openCamera(video) {
  const wanted = { facingMode: "environment", width: { ideal: 1_920 }, height: { ideal: 1_440 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  video.srcObject = stream;
  await video.play();
  return new Camera(video, stream);
}

export class Camera {
  /** @param {HTMLVideoElement} video @param {MediaStream} stream */
  constructor(video, stream) {
    this.video = video;
    this.stream = stream;
    this.isLooking = false;
  }

  /** Look for codes until told to stop. @param {(text: string) => void} found told each text that is read */
  async look(found) {
    const read = await reader();
    this.isLooking = true;
    while (this.isLooking) {
      const text = this.video.videoWidth ? await read(drawn(this.video, size(this.video, CODE_SIDE))) : null;
      if (text && this.isLooking) found(text);
      await new Promise((go) => setTimeout(go, BETWEEN_LOOKS));
    }
  }

  /** What the camera sees now. @param {number} mostBytes @returns {Promise<Blob>} */
  take(mostBytes) {
    return shrunk(this.video, mostBytes);
  }

  stop() {
    this.isLooking = false;
    this.stream.getTracks().forEach((track) => track.stop());
  }
}

/** The browser's own reader where it has one, else the one that lies beside. @returns {Promise<(drawn: HTMLCanvasElement) => Promise<string | null>>} */
async function reader() {
  const native = /** @type {any} */ (window).BarcodeDetector;
  const formats = native ? await native.getSupportedFormats().catch(() => []) : [];
  if (!formats.includes("qr_code")) return readBeside;
  const detector = new native({ formats: ["qr_code"] });
  return (canvas) => detector.detect(canvas).then((/** @type {any[]} */ found) => found[0]?.rawValue || null, () => readBeside(canvas));
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<string | null>} */
async function readBeside(canvas) {
  const seen = context(canvas).getImageData(0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(seen);
  } catch {
    return null;
  }
}

/** A picture file as the phone's gallery or camera gives it. @param {File} file @param {number} mostBytes @returns {Promise<Blob>} */
export async function fromFile(file, mostBytes) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    return await shrunk(picture, mostBytes);
  } finally {
    picture.close();
  }
}

/** @param {HTMLVideoElement | ImageBitmap} picture @param {number} mostBytes @returns {Promise<Blob>} */
async function shrunk(picture, mostBytes) {
  for (const side of [LONGEST_SIDE, 1_200, 900, 640]) {
    const canvas = drawn(picture, size(picture, side));
    for (const quality of [0.8, 0.6, 0.4]) {
      const jpeg = await asJpeg(canvas, quality);
      if (jpeg.size <= mostBytes) return jpeg;
    }
  }
  throw new RangeError("a picture that does not get small enough");
}

/** @param {HTMLVideoElement | ImageBitmap} picture @param {number} longest @returns {[number, number]} */
function size(picture, longest) {
  const [width, height] = picture instanceof HTMLVideoElement
    ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** @param {CanvasImageSource} picture @param {[number, number]} size */
function drawn(picture, [width, height]) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  context(canvas).drawImage(picture, 0, 0, width, height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas */
function context(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob>} */
function asJpeg(canvas, quality) {
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", quality));
}

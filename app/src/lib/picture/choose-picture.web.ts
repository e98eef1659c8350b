import { PictureProblem } from "./picture-problem";
import { JPEG_QUALITY, squareIn } from "./square";

/** Kinds that browsers draw; phones turn their own into one of these when HEIC is not listed. */
const KINDS = "image/jpeg,image/png,image/webp,image/gif,image/avif";
const MAXIMUM_FILE_BYTES = 50_000_000;

/** Reads, cuts and encodes what was chosen. @throws {PictureProblem} */
export type PreparePicture = () => Promise<string>;

/**
 * Opens the browser's file chooser; only within the press of a button does a browser allow that.
 * @returns how to turn the file into the base64 of a small square JPEG; undefined when none was chosen
 */
export function choosePicture(): Promise<PreparePicture | undefined> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = KINDS;
  input.hidden = true;
  document.body.append(input);
  return new Promise((resolve) => {
    const settle = () => {
      const file = input.files?.[0];
      input.remove();
      resolve(file === undefined ? undefined : () => jpegOf(file));
    };
    input.addEventListener("change", settle);
    input.addEventListener("cancel", settle);
    input.click();
  });
}

/** Encoding the drawn picture anew leaves behind what the file said besides: place, time, device [HOME-8]. */
async function jpegOf(file: File): Promise<string> {
  if (file.size > MAXIMUM_FILE_BYTES) throw new PictureProblem("tooLarge");
  const picture = await drawnFrom(file);
  const { originX, originY, side, target } = squareIn(picture);
  const canvas = document.createElement("canvas");
  canvas.width = target;
  canvas.height = target;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new PictureProblem("unreadable");
  pen.imageSmoothingQuality = "high";
  // JPEG has no transparency: what shows through is paper, not black.
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, target, target);
  pen.drawImage(picture, originX, originY, side, side, 0, 0, target, target);
  picture.close();
  const address = canvas.toDataURL("image/jpeg", JPEG_QUALITY);
  return address.slice(address.indexOf(",") + 1);
}

async function drawnFrom(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new PictureProblem("unreadable");
  }
}

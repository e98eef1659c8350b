import { ImageManipulator, SaveFormat } from "expo-image-manipulator";
import { launchImageLibraryAsync } from "expo-image-picker";
import { PictureProblem } from "./picture-problem";
import { JPEG_QUALITY, squareIn } from "./square";

/** Reads, cuts and encodes what was chosen. @throws {PictureProblem} */
export type PreparePicture = () => Promise<string>;

/**
 * Lets the person choose one of their pictures and the part of it that counts.
 * @returns how to turn it into the base64 of a small square JPEG; undefined when nothing was chosen
 * @throws {PictureProblem}
 */
export async function choosePicture(): Promise<PreparePicture | undefined> {
  const [asset] = await openLibrary();
  return asset === undefined ? undefined : () => jpegOf(asset.uri);
}

async function openLibrary() {
  try {
    const { assets } = await launchImageLibraryAsync({
      mediaTypes: ["images"],
      allowsEditing: true,
      aspect: [1, 1],
    });
    return assets ?? [];
  } catch {
    throw new PictureProblem("noAccess");
  }
}

/** Encoding the drawn picture anew leaves behind what the file said besides: place, time, device [HOME-8]. */
async function jpegOf(uri: string): Promise<string> {
  try {
    const whole = await ImageManipulator.manipulate(uri).renderAsync();
    const { originX, originY, side, target } = squareIn(whole);
    const drawn = await ImageManipulator.manipulate(whole)
      .crop({ originX, originY, width: side, height: side })
      .resize({ width: target, height: target })
      .renderAsync();
    const saved = await drawn.saveAsync({ base64: true, compress: JPEG_QUALITY, format: SaveFormat.JPEG });
    if (saved.base64 === undefined) throw new PictureProblem("unreadable");
    return saved.base64;
  } catch {
    throw new PictureProblem("unreadable");
  }
}

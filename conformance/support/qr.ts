import jsqr from "jsqr";
import { PNG } from "pngjs";

/** The secret in a QR code of an authenticator app, as a phone's camera would read it off a picture. */
export function secretIn(picture: Buffer): string {
  const { data, width, height } = PNG.sync.read(picture);
  const read = jsqr as unknown as (
    pixels: Uint8ClampedArray,
    w: number,
    h: number,
  ) => { data: string } | null;
  const text = read(new Uint8ClampedArray(data), width, height)?.data ?? "";
  return new URL(text).searchParams.get("secret") ?? "";
}

import { jpegSize } from "./jpeg.ts";
import { pngSize } from "./png.ts";
import type { Size } from "./size.ts";

interface PictureKind {
  readonly name: string;
  readonly contentType: string;
  /** How every file of this kind begins. */
  readonly start: Buffer;
  /** Walks the whole file; undefined when it is damaged, cut off, or goes on after its end. */
  readonly sizeOf: (bytes: Buffer) => Size | undefined;
}

const KINDS: readonly PictureKind[] = [
  { name: "PNG", contentType: "image/png", start: Buffer.from("89504e470d0a1a0a", "hex"), sizeOf: pngSize },
  { name: "JPEG", contentType: "image/jpeg", start: Buffer.from("ffd8ff", "hex"), sizeOf: jpegSize },
];

/** A small file can unfold into gigabytes on the screen that shows it. */
const MAXIMUM_SIDE_PIXELS = 4_096;

export type Inspection =
  | { readonly kind: "picture"; readonly contentType: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Which kind of picture the bytes are. What the caller calls them does not count; a file that is a
 * picture and something else behind it is none [DOOR-12].
 */
export function inspectPicture(bytes: Buffer): Inspection {
  const kind = KINDS.find(({ start }) => bytes.subarray(0, start.length).equals(start));
  if (kind === undefined) return refused("The picture must be a PNG or a JPEG file.");
  const size = kind.sizeOf(bytes);
  if (size === undefined) {
    return refused(`The ${kind.name} file is damaged, cut off, or goes on after its end.`);
  }
  if (!isShowable(size.width) || !isShowable(size.height)) {
    return refused(`Each side of the picture must have 1 to ${MAXIMUM_SIDE_PIXELS} pixels.`);
  }
  return { kind: "picture", contentType: kind.contentType };
}

function isShowable(side: number): boolean {
  return side >= 1 && side <= MAXIMUM_SIDE_PIXELS;
}

function refused(reason: string): Inspection {
  return { kind: "refused", reason };
}

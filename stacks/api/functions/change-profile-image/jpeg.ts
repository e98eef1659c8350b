import type { Size } from "./size.ts";

/** Second bytes of markers. */
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** These three lie among the frame headers and are none: Huffman tables, reserved, arithmetic coding. */
const NO_FRAMES: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);
const FRAME_HEADER_BYTES = 8;

/**
 * Size of a JPEG whose segments run over a frame and a scan to an end-of-image marker that is the end
 * of the file.
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf section B
 */
export function jpegSize(bytes: Buffer): Size | undefined {
  let size: Size | undefined;
  let scanned = false;
  let at = 2;
  for (;;) {
    at = afterFillBytes(bytes, at);
    const marker = at === -1 ? undefined : bytes[at];
    if (marker === END_OF_IMAGE) return scanned && at + 1 === bytes.length ? size : undefined;
    if (marker === undefined || !hasSegment(marker) || at + 3 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at + 1);
    const end = at + 1 + length;
    if (length < 2 || end > bytes.length) return undefined;
    if (isFrame(marker)) {
      if (size !== undefined || length < FRAME_HEADER_BYTES) return undefined;
      size = { height: bytes.readUInt16BE(at + 4), width: bytes.readUInt16BE(at + 6) };
    }
    scanned ||= marker === START_OF_SCAN && size !== undefined;
    at = marker === START_OF_SCAN ? endOfScan(bytes, end) : end;
  }
}

/** Where the second byte of the marker at `at` stands: 0xFF may be repeated. -1 when there is no marker. */
function afterFillBytes(bytes: Buffer, at: number): number {
  if (bytes[at] !== 0xff) return -1;
  let next = at;
  while (bytes[next] === 0xff) next += 1;
  return next;
}

/** Markers from 0xC0 on carry a length, but for restarts and a second start of image. */
function hasSegment(marker: number): boolean {
  return marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xd8);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker);
}

/** Where the next marker begins: inside a scan 0xFF is followed by 0, by a restart, or by itself. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at !== -1 && isInsideScan(bytes[at + 1])) at = bytes.indexOf(0xff, at + 1);
  return at === -1 ? bytes.length : at;
}

function isInsideScan(second: number | undefined): boolean {
  return second === 0x00 || second === 0xff || (second !== undefined && second >= 0xd0 && second <= 0xd7);
}

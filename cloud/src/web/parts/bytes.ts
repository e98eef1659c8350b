import { printable } from "../../core/printable.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Bytes as text, where they are text: UTF-8 without the characters that only machines send.
 * @returns undefined for everything else
 */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const text = wellFormed(bytes);
  if (text === undefined) return undefined;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32)) return undefined;
  }
  return printable(text.replaceAll("\r\n", "\n"));
}

/** The end of a part of a text may be the beginning of a character. */
function wellFormed(bytes: Uint8Array): string | undefined {
  for (let cut = 0; cut < 4; cut += 1) {
    try {
      return decoder.decode(bytes.subarray(0, bytes.length - cut));
    } catch {
      // Tried with one byte less.
    }
  }
  return undefined;
}

/** The beginning of bytes as pairs of digits, sixteen on a line. */
export function hexOfBytes(bytes: Uint8Array, most = 256): string {
  const digits = Buffer.from(bytes.subarray(0, most)).toString("hex");
  const lines = digits.match(/.{1,32}/g) ?? [];
  return lines.map((line) => (line.match(/../g) ?? []).join(" ")).join("\n");
}

/** `18 bytes`, `1.2 KiB`, `3.4 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1_024 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

import { integerOf } from "./integers.ts";

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** `Ecdsa-Sig-Value` in DER. @see RFC 3279, section 2.2.3 */
export function encodeSignature(r: bigint, s: bigint): Buffer {
  return element(SEQUENCE, Buffer.concat([r, s].map((integer) => element(INTEGER, integerBytes(integer)))));
}

/** Undefined for what is not exactly the DER of two integers. */
export function decodeSignature(der: Buffer): { readonly r: bigint; readonly s: bigint } | undefined {
  const numbers = contentOf(der, SEQUENCE);
  if (numbers === undefined || numbers.rest.length > 0) return undefined;
  const first = contentOf(numbers.content, INTEGER);
  const second = first === undefined ? undefined : contentOf(first.rest, INTEGER);
  if (first === undefined || second === undefined) return undefined;
  const [r, s] = [integerOf(first.content), integerOf(second.content)];
  // What is negative or has another form than the shortest is no DER of these numbers.
  return encodeSignature(r, s).equals(der) ? { r, s } : undefined;
}

function contentOf(
  der: Buffer,
  tag: number,
): { readonly content: Buffer; readonly rest: Buffer } | undefined {
  const isLong = der[1] === 0x81;
  const length = (isLong ? der[2] : der[1]) ?? 0;
  const start = isLong ? 3 : 2;
  if (der[0] !== tag || der.length < start + length) return undefined;
  return { content: der.subarray(start, start + length), rest: der.subarray(start + length) };
}

function element(tag: number, content: Buffer): Buffer {
  const head = content.length < 0x80 ? [tag, content.length] : [tag, 0x81, content.length];
  return Buffer.concat([Buffer.from(head), content]);
}

function integerBytes(integer: bigint): Buffer {
  const hex = integer.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

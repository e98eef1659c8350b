/**
 * The few DER encodings that an X.509 certificate needs.
 * @see https://www.itu.int/rec/T-REC-X.690
 */
function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const der = {
  sequence: (...items: Buffer[]) => tagged(0x30, Buffer.concat(items)),
  set: (...items: Buffer[]) => tagged(0x31, Buffer.concat(items)),
  /** Big-endian bytes of a number that is not negative. */
  integer: (bytes: Buffer) => {
    const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return tagged(0x02, positive);
  },
  boolean: (value: boolean) => tagged(0x01, Buffer.from([value ? 0xff : 0])),
  none: () => tagged(0x05, Buffer.alloc(0)),
  octets: (content: Buffer) => tagged(0x04, content),
  /** Whole bytes, or with the given number of unused bits at the end. */
  bits: (content: Buffer, unused = 0) => tagged(0x03, Buffer.concat([Buffer.from([unused]), content])),
  utf8: (text: string) => tagged(0x0c, Buffer.from(text, "utf8")),
  /** UTCTime until 2049, GeneralizedTime after, as RFC 5280 §4.1.2.5 asks. */
  time: (epochMs: number) => {
    const text = new Date(epochMs).toISOString().replace(/[-:T]|\.\d{3}/g, "");
    return text < "2050" ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
  },
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
    return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
  /** Context-specific tag: constructed round `content`, or with the bytes themselves. */
  explicit: (number: number, content: Buffer) => tagged(0xa0 | number, content),
  implicit: (number: number, content: Buffer) => tagged(0x80 | number, content),
} as const;

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

import { crc32 } from "node:zlib";

const STRING = 7;
const PRELUDE_BYTES = 8;
const CHECKSUM_BYTES = 4;

/**
 * One message of `application/vnd.amazon.eventstream`: an event of an operation whose answer is a stream.
 * @param eventType member of the stream's union, e.g. `PayloadChunk`
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeEvent(eventType: string, contentType: string, payload: Buffer): Buffer {
  const headers = Buffer.concat([
    header(":event-type", eventType),
    header(":content-type", contentType),
    header(":message-type", "event"),
  ]);
  const total = PRELUDE_BYTES + CHECKSUM_BYTES + headers.length + payload.length + CHECKSUM_BYTES;
  const prelude = Buffer.alloc(PRELUDE_BYTES);
  prelude.writeUInt32BE(total, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), headers, payload]);
  return Buffer.concat([checked, checksum(checked)]);
}

/** Name and value with their lengths: one byte and two. */
function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  const text = Buffer.from(value);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([STRING]), length, text]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(CHECKSUM_BYTES);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

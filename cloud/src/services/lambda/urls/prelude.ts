import { UnusableAnswerError } from "./response.ts";

const DELIMITER = Buffer.alloc(8);
const LIMIT_BYTES = 65_536;

export interface Prelude {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What came of the body together with it. */
  readonly rest: Buffer;
}

/**
 * Reads the JSON object and the eight NUL bytes that come before the body.
 * @returns undefined when the response has ended before a single byte
 * @throws UnusableAnswerError
 */
export async function readPrelude(parts: AsyncIterator<Buffer>): Promise<Prelude | undefined> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const { value, done } = await parts.next();
    if (done === true) {
      if (bytes.length === 0) return undefined;
      throw new UnusableAnswerError("the prelude of the stream does not end");
    }
    bytes = Buffer.concat([bytes, value]);
    const end = bytes.indexOf(DELIMITER);
    if ((end === -1 ? bytes.length : end) > LIMIT_BYTES) {
      throw new UnusableAnswerError("the prelude of the stream is too long");
    }
    if (end !== -1) {
      const rest = bytes.subarray(end + DELIMITER.length);
      return { metadata: parsed(bytes.toString("utf8", 0, end)), rest };
    }
  }
}

function parsed(text: string): Prelude["metadata"] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    document = undefined;
  }
  if (typeof document === "object" && document !== null && !Array.isArray(document)) {
    return document as Prelude["metadata"];
  }
  throw new UnusableAnswerError("the prelude of the stream is no JSON object");
}

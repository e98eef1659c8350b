import { AwsError } from "../../../core/errors.ts";
import { hexOfBytes, sizeText, textOfBytes } from "../../../web/parts/bytes.ts";
import { operationAnswer } from "../../../wire/client/operation-answer.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { ObjectAddress } from "./addresses.ts";
import { objectCall } from "./object-facts.ts";

/** Larger pictures are downloaded. */
const MOST_PICTURE_BYTES = 2 * 1024 * 1024;
const MOST_TEXT_BYTES = 64 * 1024;

/**
 * What an object looks like. CON-11: nothing of it is a document of the console's origin: a picture is an
 * image of `data:`, told by its first bytes and not by what somebody declared, and all else is escaped
 * text. SVG and HTML are text.
 */
export async function preview(console: Pick<ConsoleContext, "send">, address: ObjectAddress, size: number) {
  if (size === 0) return <p class="muted">The object is empty.</p>;
  const begin = await part(console, address, Math.min(size, MOST_TEXT_BYTES));
  if (begin instanceof AwsError) return <p class="muted">{`Not shown: ${begin.code}: ${begin.message}`}</p>;
  const picture = pictureType(begin);
  if (picture !== undefined && size <= MOST_PICTURE_BYTES) {
    const all = begin.length < size ? await part(console, address, size) : begin;
    const bytes = all instanceof AwsError ? begin : all;
    return (
      <img
        class="preview"
        src={`data:${picture};base64,${bytes.toString("base64")}`}
        alt="Preview of the object"
      />
    );
  }
  if (picture !== undefined) {
    return <p class="muted">{`A picture of ${sizeText(size)}: larger than what is shown here.`}</p>;
  }
  const text = textOfBytes(begin);
  return (
    <>
      <pre class="pre outside preview-text" tabindex={0}>
        {text ?? hexOfBytes(begin)}
      </pre>
      {text === undefined ? (
        <p class="muted small">{`No text: the first ${sizeText(Math.min(size, 256))} as digits.`}</p>
      ) : size > begin.length ? (
        <p class="muted small">{`The first ${sizeText(begin.length)} of ${sizeText(size)}.`}</p>
      ) : null}
    </>
  );
}

async function part(
  { send }: Pick<ConsoleContext, "send">,
  address: ObjectAddress,
  bytes: number,
): Promise<Buffer | AwsError> {
  const answer = await send(objectCall("GetObject", address, { Range: `bytes=0-${bytes - 1}` }));
  if (answer.status < 300) return answer.body;
  try {
    operationAnswer(answer);
  } catch (error) {
    if (error instanceof AwsError) return error;
  }
  throw new Error(`S3 answered ${answer.status}`);
}

const SIGNATURES: readonly (readonly [type: string, hex: string, at: number])[] = [
  ["image/png", "89504e470d0a1a0a", 0],
  ["image/jpeg", "ffd8ff", 0],
  ["image/gif", "47494638", 0],
  ["image/webp", "57454250", 8],
];

function pictureType(bytes: Buffer): string | undefined {
  return SIGNATURES.find(([, hex, at]) => bytes.toString("hex", at, at + hex.length / 2) === hex)?.[0];
}

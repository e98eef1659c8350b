import { parseJsonObject, surplusOf } from "../shared/json-body.ts";
import { inspectPicture } from "./picture-kinds.ts";

export type Upload =
  | { readonly kind: "picture"; readonly bytes: Buffer; readonly contentType: string }
  | { readonly kind: "refused"; readonly status: 400 | 413; readonly reason: string };

const EXAMPLE = '{"image": "<base64>"}';
const MAXIMUM_BYTES = 1_000_000;
const MAXIMUM_CHARACTERS = 4 * Math.ceil(MAXIMUM_BYTES / 3);

/**
 * Reads `{"image": "<base64>"}`, the form in which pictures are answered. Whose picture it is, the body
 * cannot say: another member is refused rather than ignored [DOOR-12].
 */
export function parseUpload(body: string): Upload {
  const parsed = parseJsonObject(body, EXAMPLE);
  if (parsed.kind === "refused") return refused(parsed.reason);
  const { image, ...others } = parsed.members;
  const surplus = surplusOf(others);
  if (surplus !== undefined) return refused(surplus);
  if (typeof image !== "string") return refused("The image must be base64 text.");
  return image.length > MAXIMUM_CHARACTERS ? tooLarge() : readPicture(image);
}

function readPicture(image: string): Upload {
  const bytes = decodeBase64(image);
  if (bytes === undefined)
    return refused("The image must be whole base64: no blanks, no line breaks, padded.");
  if (bytes.length === 0) return refused("The image is empty.");
  if (bytes.length > MAXIMUM_BYTES) return tooLarge();
  const inspection = inspectPicture(bytes);
  if (inspection.kind === "refused") return refused(inspection.reason);
  return { kind: "picture", bytes, contentType: inspection.contentType };
}

/** Node skips what is no base64; only the one text that encodes the bytes is taken. */
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

function refused(reason: string): Upload {
  return { kind: "refused", status: 400, reason };
}

function tooLarge(): Upload {
  return { kind: "refused", status: 413, reason: `The picture is larger than ${MAXIMUM_BYTES} bytes.` };
}

import { isMap } from "../../../core/event-pattern/pattern.ts";
import { isNestedTooDeep } from "../../../core/json-text.ts";
import type { PutEventsRequestEntry } from "../../../wire/models/generated/events.types.ts";
import { validation } from "../shared/errors.ts";

const LONGEST_BYTES = 262_144;
/** What a Time counts, however it is written. */
const TIME_BYTES = 14;

export interface EntryFault {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/**
 * Sizes are counted over the whole request.
 * @throws AwsError ValidationException
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
 */
export function assertSize(entries: readonly PutEventsRequestEntry[]): void {
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > LONGEST_BYTES) {
    throw validation("Total size of the entries in the request is over the limit.");
  }
}

function sizeOf({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: PutEventsRequestEntry) {
  const texts = [Source, DetailType, Detail, ...Resources];
  const written = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return written + (Time === undefined ? 0 : TIME_BYTES);
}

/** Why the entry is no event; undefined for one that is. */
export function faultOf({ Source, DetailType, Detail }: PutEventsRequestEntry): EntryFault | undefined {
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => !value)?.[0];
  if (missing !== undefined) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  const ofAws = sourceFaultOf(Source ?? "");
  if (ofAws !== undefined) return ofAws;
  return isObject(Detail ?? "")
    ? undefined
    : { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

/** EVT-5: nobody but AWS tells events of AWS. */
export function sourceFaultOf(source: string): EntryFault | undefined {
  return source.startsWith("aws.")
    ? { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." }
    : undefined;
}

function isObject(text: string): boolean {
  try {
    return isMap(JSON.parse(text)) && !isNestedTooDeep(text);
  } catch {
    return false;
  }
}

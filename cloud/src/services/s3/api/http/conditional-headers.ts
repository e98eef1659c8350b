import type { ReadConditions, WriteConditions } from "../../domain/objects/conditions.ts";
import type { Headers } from "./call.ts";

export function readConditions(headers: Headers): ReadConditions {
  return {
    match: headers["if-match"],
    noneMatch: headers["if-none-match"],
    modifiedSince: headers["if-modified-since"],
    unmodifiedSince: headers["if-unmodified-since"],
  };
}

/** What a copy asks of its source. */
export function copyConditions(headers: Headers): ReadConditions {
  return {
    match: headers["x-amz-copy-source-if-match"],
    noneMatch: headers["x-amz-copy-source-if-none-match"],
    modifiedSince: headers["x-amz-copy-source-if-modified-since"],
    unmodifiedSince: headers["x-amz-copy-source-if-unmodified-since"],
  };
}

export function writeConditions(headers: Headers): WriteConditions {
  return { match: headers["if-match"], noneMatch: headers["if-none-match"] };
}

import { MAX_PART_NUMBER } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { integerParameter } from "../http/address.ts";
import type { S3Call } from "../http/call.ts";

/** @throws AwsError InvalidArgument */
export function partNumberOf(call: S3Call): number {
  const text = call.query.get("partNumber") ?? "";
  const number = /^\d{1,5}$/.test(text)
    ? integerParameter(call.query, "partNumber", { minimum: 0, maximum: 99_999 })
    : undefined;
  if (number !== undefined && number >= 1 && number <= MAX_PART_NUMBER) return number;
  throw s3Errors.invalidArgument(
    `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    "partNumber",
    text,
  );
}

import { AwsError } from "../../../../core/errors.ts";

/** Why a statement has no result. */
export class EvaluationError extends Error {}

/** @param place of the source; undefined where no place is to blame */
export function sqlError(message: string, place?: number): AwsError {
  const where = place === undefined ? "" : ` at position ${place}`;
  return new AwsError("SqlParseException", `${message}${where}.`, 400);
}

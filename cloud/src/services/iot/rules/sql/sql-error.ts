import { AwsError } from "../../../../core/errors.ts";

/** @param place of the source; undefined where no place is to blame */
export function sqlError(message: string, place?: number): AwsError {
  const where = place === undefined ? "" : ` at position ${place}`;
  return new AwsError("SqlParseException", `${message}${where}.`, 400);
}

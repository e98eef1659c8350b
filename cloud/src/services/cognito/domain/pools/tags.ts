import { parseArn } from "../../../../core/arns.ts";
import { invalidParameter } from "../../errors.ts";

/** The pool id in a user-pool ARN; throws InvalidParameterException for any other ARN. */
export function poolIdOfArn(text: string): string {
  const [kind, id, ...more] = parseArn(text)?.resource.split("/") ?? [];
  if (kind !== "userpool" || id === undefined || more.length > 0) {
    throw invalidParameter("Invalid ARN specified in the request.");
  }
  return id;
}

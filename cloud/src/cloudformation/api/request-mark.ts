import type { QueryParameters } from "../../wire/query/parameters.ts";
import type { RequestMark } from "../engine/records.ts";
import { constraintError } from "../errors.ts";

const TOKEN = /^[a-zA-Z0-9][-a-zA-Z0-9]*$/;
const MAX_LENGTH = 128;

/** The `ClientRequestToken` of a call, which tells a retry from a new request. */
export function readRequestMark(parameters: QueryParameters, operation: string): RequestMark | undefined {
  const token = parameters.text("ClientRequestToken");
  if (token === undefined) return undefined;
  if (token.length > MAX_LENGTH) {
    throw constraintError("clientRequestToken", token, "Member must have length less than or equal to 128");
  }
  if (!TOKEN.test(token)) {
    const rule = "Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*";
    throw constraintError("clientRequestToken", token, rule);
  }
  return { operation, token };
}

import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import type { RequestMark } from "../engine/records.ts";
import { constraintError } from "../shared/errors.ts";

const TOKEN = /^[a-zA-Z0-9][-a-zA-Z0-9]*$/;
const MAX_LENGTH = 128;

/** The `ClientRequestToken` of a call, which tells a retry from a new request. */
export function readRequestMark(parameters: QueryParameters, operation: string): RequestMark | undefined {
  const token = readToken(parameters, "ClientRequestToken");
  return token === undefined ? undefined : { operation, token };
}

/** A token that the caller made up. */
export function readToken(
  parameters: QueryParameters,
  name: "ClientRequestToken" | "ClientToken",
): string | undefined {
  const token = parameters.text(name);
  if (token === undefined) return undefined;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  if (token.length > MAX_LENGTH) {
    throw constraintError(member, token, "Member must have length less than or equal to 128");
  }
  if (!TOKEN.test(token)) {
    const rule = "Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*";
    throw constraintError(member, token, rule);
  }
  return token;
}

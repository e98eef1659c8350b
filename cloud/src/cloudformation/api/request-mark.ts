import type { RequestMark } from "../engine/records.ts";

/** The `ClientRequestToken` of a call, which tells a retry from a new request. */
export function readRequestMark(
  { ClientRequestToken: token }: { readonly ClientRequestToken?: string },
  operation: string,
): RequestMark | undefined {
  return token === undefined ? undefined : { operation, token };
}

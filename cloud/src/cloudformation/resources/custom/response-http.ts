import { type HttpRequest, type HttpResponse, nameBelow } from "../../../wire/http.ts";
import { denied, putText, taken } from "../shared/put.ts";
import type { ResponseAddresses } from "./response-addresses.ts";

export const RESPONSE_PATH = "/_aws/cloudformation-response";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const RESPONSE_LIMIT_BYTES = 4096;

export interface ResponseMatch {
  readonly token: string;
}

export function matchResponse({ path }: HttpRequest): ResponseMatch | undefined {
  const rest = nameBelow(path, RESPONSE_PATH);
  return rest === undefined ? undefined : { token: rest.name };
}

/**
 * Takes what a function puts at its response address, as S3 does at an address that is signed for one PUT:
 * another method, an unknown address and a used one are refused alike [CFN-RESPONSE-URL].
 */
export async function takeResponse(
  addresses: ResponseAddresses,
  request: HttpRequest,
  { token }: ResponseMatch,
): Promise<HttpResponse> {
  if (request.method !== "PUT" || !addresses.put(token, await putText(request, RESPONSE_LIMIT_BYTES))) {
    return denied();
  }
  return taken();
}

import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  nameBelow,
  readBody,
} from "../../../wire/http.ts";
import type { PutText, ResponseAddresses } from "./response-addresses.ts";

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
  if (request.method !== "PUT" || !addresses.put(token, await textOf(request))) return denied();
  return { status: 200, headers: { "Content-Length": "0" }, body: "" };
}

async function textOf(request: HttpRequest): Promise<PutText> {
  try {
    return (await readBody(request, RESPONSE_LIMIT_BYTES)).toString("utf8");
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}

function denied(): HttpResponse {
  return {
    status: 403,
    headers: { "Content-Type": "application/xml" },
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  };
}

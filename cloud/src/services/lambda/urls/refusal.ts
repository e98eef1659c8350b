import { AwsError } from "../../../core/errors.ts";
import type { HttpResponse } from "../../../wire/http.ts";

const FORBIDDEN =
  "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

/** Who may not call, and who says nothing of himself, get the same answer. */
export const forbidden = (): AwsError => new AwsError("AccessDeniedException", FORBIDDEN, 403);

/** The answer for an address that nobody has: its text is `null`. */
export const unknownUrl = (): AwsError => new AwsError("AccessDeniedException", "", 403);

/** What the function did not do, whatever it was. */
export const badGateway = (): AwsError => new AwsError("InternalServerErrorException", INTERNAL, 502);

const INTERNAL = "Internal Server Error";

/** A refusal as it travels: that of a function that failed is plain text, all others are JSON. */
export function refusalResponse(error: AwsError, requestId: string): HttpResponse {
  const headers = { "x-amzn-RequestId": requestId };
  if (error.status === 502) {
    return { status: 502, headers: { ...headers, "Content-Type": "application/json" }, body: INTERNAL };
  }
  return {
    status: error.status,
    headers: { ...headers, "Content-Type": "application/json", "x-amzn-ErrorType": error.code },
    body: JSON.stringify(
      error.code === "AccessDeniedException"
        ? { Message: error.message === "" ? null : error.message }
        : { ...error.members, message: error.message },
    ),
  };
}

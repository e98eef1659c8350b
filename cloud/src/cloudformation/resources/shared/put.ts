import { BodyTooLargeError, type HttpRequest, type HttpResponse, readBody } from "../../../wire/http.ts";

/** What was put at an address, as text; undefined when it was longer than AWS takes. */
export type PutText = string | undefined;

export async function putText(request: HttpRequest, limitBytes: number): Promise<PutText> {
  try {
    return (await readBody(request, limitBytes)).toString("utf8");
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}

/** What S3 says when it has taken something. */
export function taken(): HttpResponse {
  return { status: 200, headers: { "Content-Length": "0" }, body: "" };
}

/** What S3 says at an address that is signed for something else. */
export function denied(): HttpResponse {
  return refusal(403, "AccessDenied", "Access Denied");
}

/** What S3 says when there is more than it takes. */
export function slowDown(): HttpResponse {
  return refusal(503, "SlowDown", "Please reduce your request rate.");
}

function refusal(status: number, code: string, message: string): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

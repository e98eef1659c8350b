import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

/** The body as the caller wrote it; empty when there was none. */
export function bodyTextOf({
  body,
  isBase64Encoded,
}: Pick<APIGatewayProxyEvent, "body" | "isBase64Encoded">): string {
  return isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
}

/** A JSON answer that the web app's origin may read. */
export function jsonReply(status: number, body: object, allowedOrigin: string): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...(allowedOrigin === "" ? {} : { "Access-Control-Allow-Origin": allowedOrigin, Vary: "Origin" }),
    },
    body: JSON.stringify(body),
  };
}

/** To a person who was deleted after their token was issued. */
export function noSuchAccount(allowedOrigin: string): APIGatewayProxyResult {
  return jsonReply(404, { message: "This account is not there any more." }, allowedOrigin);
}

/** One structured line in the function's log. */
export function logError(message: string, detail: object): void {
  console.error(JSON.stringify({ level: "ERROR", message, ...detail }));
}

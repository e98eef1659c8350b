import type { APIGatewayProxyResult } from "aws-lambda";

/** A JSON answer that the web app's origin may read. */
export function jsonReply(status: number, body: object, allowedOrigin: string): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
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

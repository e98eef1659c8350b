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

/** One structured line in the function's log. */
export function logError(message: string, detail: object): void {
  console.error(JSON.stringify({ level: "ERROR", message, ...detail }));
}

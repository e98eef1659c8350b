import type { APIGatewayProxyResult, APIGatewayProxyWithCognitoAuthorizerEvent } from "aws-lambda";
import { jsonReply, logError, noSuchAccount } from "../shared/http.ts";
import { callUserPool } from "../shared/user-pool.ts";
import { readAccount } from "./account.ts";

const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";

/** GET /account: the caller's own second factors as `{"mfa": ["SOFTWARE_TOKEN_MFA"]}`. */
export async function handler(
  event: APIGatewayProxyWithCognitoAuthorizerEvent,
): Promise<APIGatewayProxyResult> {
  const reading = await readAccount(event.requestContext.authorizer.claims["sub"], (sub) =>
    callUserPool("AdminGetUser", sub),
  );
  switch (reading.kind) {
    case "account":
      return jsonReply(200, reading.account, allowedOrigin);
    case "gone":
      return noSuchAccount(allowedOrigin);
    case "failed":
      logError("The account could not be read.", reading.error);
      return jsonReply(502, { message: "The account could not be read." }, allowedOrigin);
  }
}

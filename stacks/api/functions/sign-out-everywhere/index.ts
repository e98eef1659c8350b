import type { APIGatewayProxyResult, APIGatewayProxyWithCognitoAuthorizerEvent } from "aws-lambda";
import { jsonReply, logError, noSuchAccount } from "../shared/http.ts";
import { callUserPool } from "../shared/user-pool.ts";
import { endSessions } from "./end-sessions.ts";

const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";

/**
 * POST /account/sign-out: ends all sessions of the caller. Refresh tokens are revoked at once; API
 * Gateway takes access tokens until they expire.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
export async function handler(
  event: APIGatewayProxyWithCognitoAuthorizerEvent,
): Promise<APIGatewayProxyResult> {
  const signOut = await endSessions(event.requestContext.authorizer.claims["sub"], (sub) =>
    callUserPool("AdminUserGlobalSignOut", sub),
  );
  switch (signOut.kind) {
    case "signedOut":
      return jsonReply(200, { signedOut: true }, allowedOrigin);
    case "gone":
      return noSuchAccount(allowedOrigin);
    case "failed":
      logError("The sessions could not be ended.", signOut.error);
      return jsonReply(502, { message: "The sessions could not be ended." }, allowedOrigin);
  }
}

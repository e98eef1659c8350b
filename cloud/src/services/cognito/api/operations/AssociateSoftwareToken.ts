import type { AssociateSoftwareTokenRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf } from "../../domain/sign-in/client-context.ts";
import { invalidParameter, softwareTokenMfaNotFound } from "../../shared/errors.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export function associateSoftwareToken(
  dependencies: AuthDependencies,
): Operation<AssociateSoftwareTokenRequest> {
  return {
    name: "AssociateSoftwareToken",
    auth: "public",
    run: async (input, { actsAs }) => {
      if (input.Session !== undefined) {
        const { secretCode, session } = await dependencies.signIn.associateSoftwareToken(input.Session);
        return { SecretCode: secretCode, Session: session };
      }
      if (input.AccessToken === undefined) {
        throw invalidParameter("Either AccessToken or Session is required");
      }
      const { pool, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      // COG-MFA-6: nothing to set up where the pool has no authenticator apps.
      if (!pool.softwareTokenMfa) throw softwareTokenMfaNotFound();
      const { secretCode, sealedSecret } = dependencies.softwareTokens.create(user);
      dependencies.softwareTokens.keepPending(user, sealedSecret);
      return { SecretCode: secretCode };
    },
  };
}

import type { VerifySoftwareTokenRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf, type SelfServiceCaller, saveUser } from "../../domain/sign-in/client-context.ts";
import { enableSoftwareTokenMfa, invalidParameter, softwareTokenMfaNotFound } from "../../shared/errors.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export function verifySoftwareToken(dependencies: AuthDependencies): Operation<VerifySoftwareTokenRequest> {
  return {
    name: "VerifySoftwareToken",
    auth: "public",
    run: async (input, { actsAs }) => {
      if (input.Session !== undefined) {
        const { signIn } = dependencies;
        const { session } = await signIn.verifySoftwareToken(
          input.Session,
          input.UserCode,
          input.FriendlyDeviceName,
        );
        return { Status: "SUCCESS", Session: session };
      }
      if (input.AccessToken === undefined) {
        throw invalidParameter("Either AccessToken or Session is required");
      }
      const caller = await callerOf(dependencies, input.AccessToken, actsAs);
      await verifyForCaller(dependencies, caller, input);
      return { Status: "SUCCESS" };
    },
  };
}

/** The app in use before stays valid until the new one has shown a right code. */
async function verifyForCaller(
  dependencies: AuthDependencies,
  { pool, user }: SelfServiceCaller,
  { UserCode, FriendlyDeviceName }: VerifySoftwareTokenRequest,
): Promise<void> {
  if (!pool.softwareTokenMfa) throw softwareTokenMfaNotFound();
  const sealedSecret = dependencies.softwareTokens.findPending(user);
  if (sealedSecret === undefined) throw invalidParameter("User has not set up software token mfa");
  const verdict = dependencies.softwareTokens.check(user, { sealedSecret, lastUsedStep: 0 }, UserCode);
  if (verdict.kind !== "accepted") throw enableSoftwareTokenMfa();
  const softwareToken = {
    sealedSecret,
    verified: true,
    friendlyName: FriendlyDeviceName,
    lastUsedStep: verdict.step,
    lastUsedAt: dependencies.clock.now(),
  };
  dependencies.database.transaction(() => {
    dependencies.softwareTokens.forgetPending(user);
    saveUser(dependencies, pool, user.sub, (current) => ({
      ...current,
      mfa: { ...current.mfa, softwareToken },
    }));
  });
}

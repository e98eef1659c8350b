import type { AnyOperation } from "./operation.ts";

/**
 * Every operation that AWS serves without a signature, by service. An operation that says
 * `auth: "public"` and does not stand here is not served at all [WIRE-3].
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
 */
export const PUBLIC_OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  "cognito-idp": [
    "AssociateSoftwareToken",
    "ChangePassword",
    "ConfirmForgotPassword",
    "ConfirmSignUp",
    "DeleteUser",
    "DeleteUserAttributes",
    "ForgotPassword",
    "GetTokensFromRefreshToken",
    "GetUser",
    "GetUserAttributeVerificationCode",
    "GlobalSignOut",
    "InitiateAuth",
    "ResendConfirmationCode",
    "RespondToAuthChallenge",
    "RevokeToken",
    "SetUserMFAPreference",
    "SignUp",
    "UpdateUserAttributes",
    "VerifySoftwareToken",
    "VerifyUserAttribute",
  ],
  // A browser asks before it sends; it signs nothing then.
  s3: ["OptionsObject"],
};

/** @throws Error when the operation is public and AWS does not leave it unsigned */
export function assertIsPublic(service: string, operation: AnyOperation): void {
  if (operation.auth !== "public") return;
  if (PUBLIC_OPERATIONS[service]?.includes(operation.name) === true) return;
  throw new Error(`${service}:${operation.name} must be signed on AWS; it can not be public here`);
}

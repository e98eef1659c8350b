/** Reads and changes the own account at the user pool. */
export const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

/** Scopes that say nothing of what a person may do: everybody who signs in may have them. */
export const COMMON_SCOPES: ReadonlySet<string> = new Set([
  SELF_SERVICE_SCOPE,
  "openid",
  "email",
  "phone",
  "profile",
]);

/** An account that is surely not this one. */
export const FOREIGN_ACCOUNT = "999999999999";

/** A bucket of that account: its ARN does not say so. */
export const FOREIGN_BUCKET = "arn:aws:s3:::portcullis-access-of-somebody-else";

/** Key of the column for somebody of such an account. */
export const OTHER_ACCOUNT = "other-account";

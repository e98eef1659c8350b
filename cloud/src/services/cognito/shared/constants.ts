/** Prefix of `X-Amz-Target`. */
export const TARGET_PREFIX = "AWSCognitoIdentityProviderService";
export const SIGNING_NAME = "cognito-idp";

/** `callerContext.clientId` of triggers that run for calls without a client. */
export const NO_CLIENT_ID = "CLIENT_ID_NOT_APPLICABLE";

export const ADMIN_SCOPE = "aws.cognito.signin.user.admin";

/** Scopes every client may be given; all others are of resource servers. */
export const BUILT_IN_SCOPES: ReadonlySet<string> = new Set([
  "openid",
  "email",
  "phone",
  "profile",
  ADMIN_SCOPE,
]);

export const DAY_SECONDS = 86_400;
export const DEFAULT_ACCESS_TOKEN_SECONDS = 3_600;
export const DEFAULT_ID_TOKEN_SECONDS = 3_600;
export const DEFAULT_REFRESH_TOKEN_DAYS = 30;
export const DEFAULT_AUTH_SESSION_MINUTES = 3;
export const TEMPORARY_PASSWORD_DAYS = 7;

/** Pages of lists. */
export const LARGEST_PAGE = 60;
export const LARGEST_RESOURCE_SERVER_PAGE = 50;
/** Limit 0 asks for the default, as a left-out one does. */
export function pageSize(limit: number | undefined): number {
  return limit === undefined || limit === 0 ? LARGEST_PAGE : limit;
}

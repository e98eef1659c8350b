import { AwsError } from "../../../core/errors.ts";
import type { Reason } from "../../../core/reasons.ts";

/**
 * Every refusal of `cognito-idp`: code and text in one place. Modelled errors are HTTP 400, except
 * InternalErrorException (500).
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
const refusal = (code: string, message: string): AwsError => new AwsError(code, message);

/** The reason that a refusal has wherever it is thrown; the line that refuses may say more. */
const because = (error: AwsError, rule: string, reason: Reason): AwsError => error.because({ rule, reason });

export const invalidParameter = (message: string): AwsError => refusal("InvalidParameterException", message);
export const notAuthorized = (message: string): AwsError => refusal("NotAuthorizedException", message);
export const resourceNotFound = (message: string): AwsError => refusal("ResourceNotFoundException", message);
export const limitExceeded = (message = "Attempt limit exceeded, please try after some time."): AwsError =>
  because(refusal("LimitExceededException", message), "COG-COD-2", "attempts-exceeded");

/** A setting that AWS takes, that would change behaviour, and that this cloud does not have. */
export const unsupportedSetting = (setting: string): AwsError =>
  invalidParameter(`${setting} is not supported by Portcullis. See docs/gaps.md.`);
export const unsupportedOperation = (message: string): AwsError =>
  refusal("UnsupportedOperationException", message);
export const featureUnavailableInTier = (message: string): AwsError =>
  refusal("FeatureUnavailableInTierException", message);

// Pools, clients, domains, groups, resource servers
export const userPoolNotFound = (id: string): AwsError => resourceNotFound(`User pool ${id} does not exist.`);
export const clientNotFound = (id: string): AwsError =>
  resourceNotFound(`User pool client ${id} does not exist.`).because({
    reason: "client-unknown",
    had: { client: id },
  });
export const untypedAttribute = (): AwsError =>
  invalidParameter("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.");
export const groupNotFound = (): AwsError => resourceNotFound("Group not found.");
export const groupExists = (): AwsError =>
  refusal("GroupExistsException", "A group with the name already exists.");
export const domainTaken = (): AwsError =>
  invalidParameter("Domain already associated with another user pool.");
export const poolHasDomain = (): AwsError =>
  invalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.");
export const poolIsProtected = (): AwsError =>
  invalidParameter(
    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
  );
export const resourceServerExists = (identifier: string, poolId: string): AwsError =>
  invalidParameter(`${identifier} already exists in user pool ${poolId}.`);
export const resourceServerNotFound = (): AwsError => resourceNotFound("Resource server does not exist.");
export const scopeDoesNotExist = (scopes: readonly string[]): AwsError =>
  refusal("ScopeDoesNotExistException", `Invalid scope requested: ${scopes.join(", ")}`);
export const invalidOAuthFlow = (message: string): AwsError => refusal("InvalidOAuthFlowException", message);

// Users
export const userNotFound = (message = "User does not exist."): AwsError =>
  because(refusal("UserNotFoundException", message), "COG-SIN-1", "user-unknown");
/** What operations for people who are not signed in say; administrators are told userNotFound. */
export const loginNotFound = (): AwsError => userNotFound("Username/client id combination not found.");
export const usernameExists = (message = "User account already exists"): AwsError =>
  refusal("UsernameExistsException", message);
export const aliasExists = (attribute: string): AwsError =>
  refusal("AliasExistsException", `An account with the given ${attribute} already exists.`);
export const accountWithAttributeExists = (attribute: string): AwsError =>
  usernameExists(`An account with the given ${attribute} already exists.`);
export const immutableSub = (): AwsError => invalidParameter("Cannot modify the non-mutable attribute sub");
/** @param attribute of which the user names of the pool are */
export const addressOtherThanName = (attribute: string): AwsError =>
  invalidParameter(
    `User ${attribute} should be empty or same as username, since username attribute is ${attribute}.`,
  );
export const preferredNameAtRegistration = (): AwsError =>
  invalidParameter(
    "Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.",
  );
export const unsupportedUserState = (message: string): AwsError =>
  refusal("UnsupportedUserStateException", message);
export const attributesNotConforming = (sentences: readonly string[]): AwsError =>
  invalidParameter(`Attributes did not conform to the schema: ${sentences.join("\n")}`);
export const unauthorizedAttributeWrite = (client: string, attribute: string): AwsError =>
  notAuthorized("A client attempted to write unauthorized attribute").because({
    rule: "COG-ATT-2",
    reason: "attribute-not-writable",
    asked: { attribute },
    had: { client },
  });

// Sign-in
export const incorrectCredentials = (): AwsError => notAuthorized("Incorrect username or password.");
export const passwordAttemptsExceeded = (): AwsError =>
  because(notAuthorized("Password attempts exceeded"), "COG-LCK-1", "locked-out");
export const userIsDisabled = (): AwsError =>
  because(notAuthorized("User is disabled."), "COG-SIN-2", "user-disabled");
export const userNotConfirmed = (message = "User is not confirmed."): AwsError =>
  because(refusal("UserNotConfirmedException", message), "COG-SIN-3", "user-unconfirmed");
export const passwordResetRequired = (): AwsError =>
  because(
    refusal("PasswordResetRequiredException", "Password reset required for the user"),
    "COG-SIN-4",
    "password-reset-required",
  );
export const temporaryPasswordExpired = (): AwsError =>
  because(
    notAuthorized("Temporary password has expired and must be reset by an administrator."),
    "COG-SIN-5",
    "temporary-password-expired",
  );
export const missingParameter = (name: string): AwsError =>
  invalidParameter(`Missing required parameter ${name}`);
export const invalidPassword = (message: string): AwsError => refusal("InvalidPasswordException", message);
export const passwordHistoryViolation = (
  message = "Password has previously been used, please choose a different one.",
): AwsError =>
  because(refusal("PasswordHistoryPolicyViolationException", message), "COG-PWD-2", "new-password-refused");
export const secretHashMissing = (clientId: string): AwsError =>
  because(
    notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`),
    "COG-SEC-1",
    "secret-hash-missing",
  );
export const secretHashWrong = (clientId: string): AwsError =>
  because(
    notAuthorized(`Unable to verify secret hash for client ${clientId}`),
    "COG-SEC-1",
    "secret-hash-wrong",
  );

// Challenge sessions
export const customAuthNotConfigured = (trigger: string, userPoolId: string): AwsError =>
  because(
    invalidParameter("Custom auth lambda trigger is not configured for the user pool."),
    "COG-61",
    "challenge-trigger-missing",
  ).knowing({ asked: { trigger }, had: { pool: userPoolId } });
export const invalidSession = (): AwsError =>
  because(notAuthorized("Invalid session for the user."), "COG-SES-1", "session-unreadable");
export const sessionUsed = (): AwsError =>
  because(
    notAuthorized("Invalid session for the user, session can only be used once."),
    "COG-SES-1",
    "session-used",
  );
export const sessionExpired = (): AwsError =>
  because(notAuthorized("Invalid session for the user, session is expired."), "COG-SES-1", "session-expired");

// MFA
export const softwareTokenMfaNotFound = (
  message = "Software Token MFA has not been enabled by the userPool",
): AwsError => refusal("SoftwareTokenMFANotFoundException", message);
export const enableSoftwareTokenMfa = (): AwsError =>
  because(
    refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"),
    "COG-MFA-4",
    "totp-wrong",
  );
export const softwareTokenUsed = (): AwsError =>
  because(expiredCode("Your software token has already been used once."), "COG-MFA-2", "totp-reused");
export const invalidMfaCode = (): AwsError =>
  because(codeMismatch("Invalid code received for user"), "COG-MFA-3", "totp-wrong");

// Codes
export const codeMismatch = (message = "Invalid verification code provided, please try again."): AwsError =>
  because(refusal("CodeMismatchException", message), "COG-COD-1", "code-wrong");
export const expiredCode = (message = "Invalid code provided, please request a code again."): AwsError =>
  because(refusal("ExpiredCodeException", message), "COG-COD-1", "code-none-asked");

// Tokens
export const invalidAccessToken = (): AwsError =>
  because(notAuthorized("Invalid Access Token"), "COG-TOK-12", "token-not-genuine");
export const accessTokenSignature = (): AwsError =>
  because(notAuthorized("Could not verify signature for Access Token"), "COG-TOK-12", "token-not-genuine");
export const accessTokenExpired = (): AwsError =>
  because(notAuthorized("Access Token has expired"), "COG-TOK-12", "token-expired");
export const accessTokenRevoked = (): AwsError =>
  because(notAuthorized("Access Token has been revoked"), "COG-TOK-13", "token-revoked");
export const accessTokenLacksScopes = (): AwsError =>
  because(notAuthorized("Access Token does not have required scopes"), "COG-TOK-14", "token-scope-missing");
export const invalidRefreshToken = (): AwsError =>
  because(notAuthorized("Invalid Refresh Token"), "COG-TOK-9", "refresh-token-invalid");
export const refreshTokenOfOtherClient = (): AwsError =>
  because(notAuthorized("Refresh Token has different Client"), "COG-TOK-9", "refresh-token-of-other-client");
export const refreshTokenOfDeletedUser = (): AwsError =>
  because(
    notAuthorized("The user has been deleted for the associated refresh token"),
    "COG-TOK-10",
    "user-unknown",
  );
export const refreshTokenRevoked = (): AwsError =>
  because(notAuthorized("Refresh Token has been revoked"), "COG-TOK-9", "refresh-token-revoked");
export const refreshTokenExpired = (): AwsError =>
  because(notAuthorized("Refresh Token has expired"), "COG-TOK-9", "refresh-token-expired");
export const refreshTokenReuse = (message = "Refresh token has been reused"): AwsError =>
  because(refusal("RefreshTokenReuseException", message), "COG-TOK-11", "refresh-token-reused");
export const unsupportedTokenType = (message: string): AwsError =>
  refusal("UnsupportedTokenTypeException", message);

// Triggers
export const userLambdaValidation = (message: string): AwsError =>
  refusal("UserLambdaValidationException", message);
export const unexpectedLambda = (message: string): AwsError => refusal("UnexpectedLambdaException", message);
export const invalidLambdaResponse = (message = "Unrecognizable lambda output"): AwsError =>
  because(refusal("InvalidLambdaResponseException", message), "COG-TRG-2", "trigger-answer-malformed");

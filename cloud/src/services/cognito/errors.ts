import { AwsError } from "../../core/errors.ts";

/**
 * Every refusal of `cognito-idp`: code and text in one place. Modelled errors are HTTP 400, except
 * InternalErrorException (500).
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
const refusal = (code: string, message: string): AwsError => new AwsError(code, message);

export const invalidParameter = (message: string): AwsError => refusal("InvalidParameterException", message);
export const notAuthorized = (message: string): AwsError => refusal("NotAuthorizedException", message);
export const resourceNotFound = (message: string): AwsError => refusal("ResourceNotFoundException", message);
export const limitExceeded = (message = "Attempt limit exceeded, please try after some time."): AwsError =>
  refusal("LimitExceededException", message);

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
  resourceNotFound(`User pool client ${id} does not exist.`);
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
  refusal("UserNotFoundException", message);
export const usernameExists = (message = "User account already exists"): AwsError =>
  refusal("UsernameExistsException", message);
export const aliasExists = (attribute: string): AwsError =>
  refusal("AliasExistsException", `An account with the given ${attribute} already exists.`);
export const accountWithAttributeExists = (attribute: string): AwsError =>
  usernameExists(`An account with the given ${attribute} already exists.`);
export const unsupportedUserState = (message: string): AwsError =>
  refusal("UnsupportedUserStateException", message);
export const attributesNotConforming = (sentences: readonly string[]): AwsError =>
  invalidParameter(`Attributes did not conform to the schema: ${sentences.join("\n")}`);
export const unauthorizedAttributeWrite = (): AwsError =>
  notAuthorized("A client attempted to write unauthorized attribute");

// Sign-in
export const incorrectCredentials = (): AwsError => notAuthorized("Incorrect username or password.");
export const passwordAttemptsExceeded = (): AwsError => notAuthorized("Password attempts exceeded");
export const userIsDisabled = (): AwsError => notAuthorized("User is disabled.");
export const userNotConfirmed = (message = "User is not confirmed."): AwsError =>
  refusal("UserNotConfirmedException", message);
export const passwordResetRequired = (): AwsError =>
  refusal("PasswordResetRequiredException", "Password reset required for the user");
export const temporaryPasswordExpired = (): AwsError =>
  notAuthorized("Temporary password has expired and must be reset by an administrator.");
export const missingParameter = (name: string): AwsError =>
  invalidParameter(`Missing required parameter ${name}`);
export const invalidPassword = (message: string): AwsError => refusal("InvalidPasswordException", message);
export const passwordHistoryViolation = (
  message = "Password has previously been used, please choose a different one.",
): AwsError => refusal("PasswordHistoryPolicyViolationException", message);
export const secretHashMissing = (clientId: string): AwsError =>
  notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`);
export const secretHashWrong = (clientId: string): AwsError =>
  notAuthorized(`Unable to verify secret hash for client ${clientId}`);

// Challenge sessions
export const invalidSession = (): AwsError => notAuthorized("Invalid session for the user.");
export const sessionUsed = (): AwsError =>
  notAuthorized("Invalid session for the user, session can only be used once.");
export const sessionExpired = (): AwsError =>
  notAuthorized("Invalid session for the user, session is expired.");

// MFA
export const softwareTokenMfaNotFound = (
  message = "Software Token MFA has not been enabled by the userPool",
): AwsError => refusal("SoftwareTokenMFANotFoundException", message);
export const enableSoftwareTokenMfa = (): AwsError =>
  refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
export const softwareTokenUsed = (): AwsError =>
  expiredCode("Your software token has already been used once.");
export const invalidMfaCode = (): AwsError => codeMismatch("Invalid code received for user");

// Codes
export const codeMismatch = (message = "Invalid verification code provided, please try again."): AwsError =>
  refusal("CodeMismatchException", message);
export const expiredCode = (message = "Invalid code provided, please request a code again."): AwsError =>
  refusal("ExpiredCodeException", message);

// Tokens
export const invalidAccessToken = (): AwsError => notAuthorized("Invalid Access Token");
export const accessTokenSignature = (): AwsError =>
  notAuthorized("Could not verify signature for Access Token");
export const accessTokenExpired = (): AwsError => notAuthorized("Access Token has expired");
export const accessTokenRevoked = (): AwsError => notAuthorized("Access Token has been revoked");
export const accessTokenLacksScopes = (): AwsError =>
  notAuthorized("Access Token does not have required scopes");
export const invalidRefreshToken = (): AwsError => notAuthorized("Invalid Refresh Token");
export const refreshTokenRevoked = (): AwsError => notAuthorized("Refresh Token has been revoked");
export const refreshTokenExpired = (): AwsError => notAuthorized("Refresh Token has expired");
export const refreshTokenReuse = (message = "Refresh token has been reused"): AwsError =>
  refusal("RefreshTokenReuseException", message);
export const unsupportedTokenType = (message: string): AwsError =>
  refusal("UnsupportedTokenTypeException", message);

// Triggers
export const userLambdaValidation = (message: string): AwsError =>
  refusal("UserLambdaValidationException", message);
export const unexpectedLambda = (message: string): AwsError => refusal("UnexpectedLambdaException", message);
export const invalidLambdaResponse = (message = "Unrecognizable lambda output"): AwsError =>
  refusal("InvalidLambdaResponseException", message);

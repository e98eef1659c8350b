/**
 * Why a decision fell: a closed list, so that tests and filters match on words, never on sentences.
 * `trace/sentences/` has the sentence of each.
 */
export type Reason =
  | SignatureReason
  | PolicyReason
  | ApiReason
  | FunctionReason
  | SignInReason
  | CodeReason
  | TokenReason
  | TriggerReason
  | OAuthReason
  | BrokerReason
  | StorageReason
  | MailReason
  | StackReason
  | OwnReason;

/** SIG-1 to SIG-6, IAM-10 to IAM-13. */
export type SignatureReason =
  | "signature-missing"
  | "signature-incomplete"
  | "signed-for-elsewhere"
  | "header-not-signed"
  | "clock-behind"
  | "clock-ahead"
  | "link-expired"
  | "key-unknown"
  | "session-token-missing"
  | "session-token-foreign"
  | "session-expired"
  | "signature-wrong";

/** IAM-1 to IAM-5, IAM-14, DDB-4. */
export type PolicyReason =
  | "no-allow"
  | "explicit-deny"
  | "role-does-not-trust"
  | "role-missing"
  | "condition-key-untold";

/** Chain of an API. */
export type ApiReason =
  | "stage-unknown"
  | "route-unknown"
  | "preflight-unknown"
  | "route-not-deployed"
  | "throttled"
  | "account-throttled"
  | "headers-too-large"
  | "body-too-large"
  | "api-token-missing"
  | "api-token-malformed"
  | "api-token-expired"
  | "api-token-of-other-pool"
  | "api-token-not-genuine"
  | "access-token-needed"
  | "id-token-needed"
  | "scope-missing"
  | "audience-mismatch"
  | "authorizer-misconfigured"
  | "authorizer-pool-absent"
  | "route-wants-signature"
  | "parameters-missing"
  | "body-invalid"
  | "media-type-unsupported"
  | "integration-misconfigured"
  | "mock-without-response"
  | "served-by-open-greedy-route";

/** Lambda, and what its callers make of it. */
export type FunctionReason =
  | "function-threw"
  | "function-answered"
  | "function-timed-out"
  | "function-answer-malformed"
  | "function-not-invocable"
  | "url-unknown"
  | "url-wants-signature"
  | "url-not-open"
  | "function-missing"
  | "function-busy"
  | "function-refused"
  | "function-call-stalled"
  | "integration-timeout";

/** Sign-in of a user pool. */
export type SignInReason =
  | "user-unknown"
  | "password-wrong"
  | "locked-out"
  | "user-disabled"
  | "user-unconfirmed"
  | "password-reset-required"
  | "temporary-password-expired"
  | "new-password-refused"
  | "totp-wrong"
  | "totp-reused"
  | "session-used"
  | "session-expired"
  | "session-of-other"
  | "session-unreadable"
  | "challenge-failed"
  | "challenge-trigger-missing"
  | "flow-not-enabled"
  | "secret-hash-missing"
  | "secret-hash-wrong"
  | "secret-hash-unexpected"
  | "timestamp-wrong"
  | "sign-up-closed"
  | "client-unknown"
  | "attribute-not-writable"
  | "attempts-exceeded";

/** Codes that a pool sends. */
export type CodeReason = "code-wrong" | "code-expired" | "code-none-asked" | "delivery-simulated";

/** Tokens shown to a user pool itself. */
export type TokenReason =
  | "tokens-issued"
  | "token-not-genuine"
  | "token-expired"
  | "token-revoked"
  | "token-scope-missing"
  | "refresh-token-invalid"
  | "refresh-token-of-other-client"
  | "refresh-token-revoked"
  | "refresh-token-expired"
  | "refresh-token-reused";

export type TriggerReason =
  | "trigger-failed"
  | "trigger-timed-out"
  | "trigger-not-invocable"
  | "trigger-answer-malformed";

/** Hosted pages and OAuth endpoints of a user pool. */
export type OAuthReason =
  | "oauth-client-unknown"
  | "redirect-not-registered"
  | "logout-not-registered"
  | "scope-not-allowed"
  | "response-type-not-allowed"
  | "grant-not-allowed"
  | "pkce-method-unsupported"
  | "pkce-verifier-missing"
  | "pkce-verifier-wrong"
  | "pkce-verifier-unexpected"
  | "grant-code-unknown"
  | "grant-code-used"
  | "grant-code-expired"
  | "grant-code-of-other-client"
  | "grant-code-of-other-redirect"
  | "grant-code-user-changed"
  | "client-secret-missing"
  | "client-secret-wrong"
  | "client-secret-unexpected"
  | "form-not-from-page"
  | "openid-scope-missing"
  | "oauth-request-malformed";

/** MQTT. */
export type BrokerReason =
  | "connect-refused"
  | "subscribe-refused"
  | "publish-refused"
  | "publish-over-limit"
  | "taken-over"
  | "not-delivered"
  | "protocol-violation";

/** S3. */
export type StorageReason =
  | "object-missing-and-hidden"
  | "public-policy-blocked"
  | "body-differs"
  | "cors-refused";

/** SES. */
export type MailReason = "identity-not-verified";

/** CloudFormation. */
export type StackReason = "capabilities-missing";

/** Portcullis itself: DOOR-FAULT. */
export type OwnReason = "fault-of-portcullis";

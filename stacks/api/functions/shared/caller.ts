const SUB = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether the claim of a verified token is a Cognito `sub`: 36 hexadecimal digits and hyphens. It never
 * passes to another person, as a user name may; nothing else ever names the caller.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export function isSub(claim: unknown): claim is string {
  return typeof claim === "string" && SUB.test(claim);
}

import { limitExceeded } from "./errors.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_POLICY_CHARACTERS = 10_240;
const MANAGED_POLICY_CHARACTERS = 6144;
const TRUST_POLICY_CHARACTERS = 2048;
const ATTACHED_POLICIES = 10;
const TAGS = 50;

/** IAM does not count white space. */
function size(document: string): number {
  return document.replace(/\s/g, "").length;
}

/** Inline policies count together. */
export function assertInlineSize(roleName: string, documents: readonly string[]): void {
  const total = documents.reduce((sum, document) => sum + size(document), 0);
  if (total > INLINE_POLICY_CHARACTERS) {
    throw limitExceeded(
      `Maximum policy size of ${INLINE_POLICY_CHARACTERS} bytes exceeded for role ${roleName}`,
    );
  }
}

export function assertManagedSize(document: string): void {
  if (size(document) > MANAGED_POLICY_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MANAGED_POLICY_CHARACTERS}`);
  }
}

export function assertTrustSize(document: string): void {
  if (size(document) > TRUST_POLICY_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_CHARACTERS}`);
  }
}

export function assertAttachedCount(count: number): void {
  if (count > ATTACHED_POLICIES) {
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${ATTACHED_POLICIES}`);
  }
}

export function assertTagCount(count: number): void {
  if (count > TAGS) throw limitExceeded(`Cannot exceed quota for TagsPerRole: ${TAGS}`);
}

import { limitExceeded, repeatedTagKey, validationError } from "./errors.ts";

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

export function assertTagCount(count: number, of: "Role" | "Policy" = "Role"): void {
  if (count > TAGS) throw limitExceeded(`Cannot exceed quota for TagsPer${of}: ${TAGS}`);
}

/** Keys differ by more than case. */
export function assertTagKeysDiffer(keys: readonly string[]): void {
  if (new Set(keys.map((key) => key.toLowerCase())).size !== keys.length) throw repeatedTagKey();
}

/** A path is a part of an ARN that policies match: it goes down, never up. */
export function assertPath(path: string): void {
  if (!path.split("/").some((part) => part === "." || part === "..")) return;
  throw validationError(
    "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
  );
}

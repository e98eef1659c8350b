import type { DescribedPasswordPolicy } from "../directory.ts";

/** The pool's password policy in a sentence. */
export function passwordRules(policy: DescribedPasswordPolicy): string {
  const kinds = [
    policy.RequireUppercase ? "a capital letter" : undefined,
    policy.RequireLowercase ? "a small letter" : undefined,
    policy.RequireNumbers ? "a digit" : undefined,
    policy.RequireSymbols ? "a symbol" : undefined,
  ].filter((kind) => kind !== undefined);
  const length = `At least ${policy.MinimumLength} characters`;
  return kinds.length === 0 ? `${length}.` : `${length}, with ${kinds.join(", ")}.`;
}

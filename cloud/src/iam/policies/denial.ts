import type { Caller } from "../../core/caller.ts";

/** Which kind of policy refused, and whether by a Deny or by the lack of an Allow. */
export type DenialReason =
  | { readonly policy: PolicyKind; readonly explicit: boolean }
  /** The sentence ends after the resource, as STS has it. */
  | "unexplained";

export type PolicyKind = "identity" | "resource" | "boundary" | "session";

const NAMES: Readonly<Record<PolicyKind, { readonly article: string; readonly name: string }>> = {
  identity: { article: "an", name: "identity-based policy" },
  resource: { article: "a", name: "resource-based policy" },
  boundary: { article: "a", name: "permissions boundary" },
  session: { article: "a", name: "session policy" },
};

export interface DenialParts {
  /** `callerName(caller)` */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: DenialReason;
}

/**
 * `User: … is not authorized to perform: … on resource: … because no … policy allows the … action`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialSentence(parts: DenialParts): string {
  const start = `User: ${parts.principal} is not authorized to perform: ${parts.action} on resource: ${parts.resource}`;
  if (parts.reason === "unexplained") return start;
  const { article, name } = NAMES[parts.reason.policy];
  return parts.reason.explicit
    ? `${start} with an explicit deny in ${article} ${name}`
    : `${start} because no ${name} allows the ${parts.action} action`;
}

/** The sentence as S3 words it: the resource in quotation marks. */
export function withQuotedResource(sentence: string, resource: string): string {
  return sentence.replace(` on resource: ${resource}`, () => ` on resource: "${resource}"`);
}

/** Who calls, as AWS writes it in messages and subscriptions. */
export function callerName(caller: Caller): string {
  switch (caller.kind) {
    case "administrator":
    case "role":
      return caller.arn;
    case "service":
      return caller.service;
    case "anonymous":
      return "anonymous";
  }
}

import type { Caller } from "../../core/caller.ts";
import { isRecord, stringList } from "./fields.ts";

/**
 * How a principal element takes in a caller. `account` only delegates to the account's own
 * identity policies; `everyone`, `role`, `user` and `service` grant; `session` grants beyond
 * boundary and session policies.
 */
export type PrincipalMatch = "none" | "account" | "everyone" | "role" | "session" | "user" | "service";

/** A parsed Principal or NotPrincipal. */
export interface PrincipalElement {
  readonly everyone: boolean;
  readonly aws: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

const KINDS: ReadonlySet<string> = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

/**
 * IAM-27: whether a Principal or NotPrincipal names somebody. Whoever is written otherwise is nobody, so a
 * Deny would keep out nobody: who stores a policy refuses it.
 */
export function isPrincipalElement(value: unknown): boolean {
  if (value === "*") return true;
  const kinds = isRecord(value) ? Object.entries(value) : [];
  const isNamed = ([kind, names]: readonly [string, unknown]) =>
    KINDS.has(kind) && (stringList(names) ?? []).length > 0;
  return kinds.length > 0 && kinds.every(isNamed);
}

const ACCOUNT_ID = /^\d{12}$/;

export function parsePrincipal(value: unknown): PrincipalElement {
  const aws = new Set<string>();
  const services = new Set<string>();
  if (value === "*") return { everyone: true, aws, services };
  if (typeof value === "object" && value !== null) {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const name of stringsOf(fields["AWS"])) aws.add(ACCOUNT_ID.test(name) ? rootArn(name) : name);
    for (const name of stringsOf(fields["Service"])) services.add(name);
  }
  return { everyone: aws.has("*"), aws, services };
}

function stringsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "string");
}

function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

export function matchPrincipal(element: PrincipalElement, caller: Caller): PrincipalMatch {
  const { aws } = element;
  switch (caller.kind) {
    case "anonymous":
      return element.everyone ? "everyone" : "none";
    case "service":
      if (element.services.has(caller.service)) return "service";
      return element.everyone ? "everyone" : "none";
    case "administrator":
      if (aws.has(caller.arn)) return "user";
      return element.everyone ? "everyone" : accountMatch(element, caller.accountId);
    case "role":
      if (aws.has(caller.arn)) return "session";
      if (aws.has(caller.roleArn)) return "role";
      return element.everyone ? "everyone" : accountMatch(element, caller.accountId);
  }
}

function accountMatch(element: PrincipalElement, accountId: string): PrincipalMatch {
  return element.aws.has(rootArn(accountId)) ? "account" : "none";
}

/**
 * IAM-9: NotPrincipal spares a caller only when every one of its principals is listed: the account, and
 * for a session the role and the session as well.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSparedBy(element: PrincipalElement, caller: Caller): boolean {
  if (element.everyone) return true;
  switch (caller.kind) {
    case "anonymous":
      return false;
    case "service":
      return element.services.has(caller.service);
    case "administrator":
      return [rootArn(caller.accountId), caller.arn].every((arn) => element.aws.has(arn));
    case "role":
      return [rootArn(caller.accountId), caller.roleArn, caller.arn].every((arn) => element.aws.has(arn));
  }
}

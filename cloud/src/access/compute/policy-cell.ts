import type { Condition } from "../../iam/policies/conditions/condition.ts";
import type { Deciding } from "../../iam/policies/evaluate.ts";
import type { ConditionalVerdict } from "../../iam/policies/evaluate-conditionally.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { By, Cell } from "../matrix.ts";
import { conditionText, decide, type PolicyQuestion } from "./policy-question.ts";
import type { Principal } from "./principals.ts";

/** A question and how people speak of it. */
export interface AskedPolicy extends PolicyQuestion {
  /** `iot:Publish on topic/orders` */
  readonly words: string;
  /** Where the resource's own policy stands. */
  readonly place: string;
}

/** What the policies say; a token counts for as much as nothing where signatures are asked for. */
export function policyCell(deployment: Deployment, principal: Principal, asked: AskedPolicy): Cell {
  if (principal.kind === "token") {
    const cell = policyCell(deployment, { kind: "anonymous" }, asked);
    if (cell.verdict !== "no") return cell;
    return { verdict: "no", reason: "token-counts-for-nothing", sentence: "a token counts for nothing here" };
  }
  if (principal.kind === "anonymous" && asked.resourcePolicy === undefined) return NO_CREDENTIALS;
  const verdict = decide(deployment, principal, asked);
  return cellOf(deployment, { principal, asked, verdict });
}

const NO_CREDENTIALS: Cell = {
  verdict: "no",
  reason: "signature-missing",
  sentence: "without credentials nobody gets here",
};

interface Decided {
  readonly principal: Exclude<Principal, { kind: "token" }>;
  readonly asked: AskedPolicy;
  readonly verdict: ConditionalVerdict;
}

export function cellOf(deployment: Deployment, { principal, asked, verdict }: Decided): Cell {
  const holder = principal.kind === "role" ? principal.role.place : asked.place;
  switch (verdict.kind) {
    case "yes": {
      const by = byOf(verdict.by, { holder, asked });
      const own = verdict.by.statement.principal === undefined;
      const whose = own ? "its role" : "the policy of the resource";
      return { verdict: "yes", reason: "allowed", sentence: `${whose} allows ${asked.words}`, by };
    }
    case "no":
      return noCell(deployment, { principal, asked, verdict });
    case "only-if": {
      const conditions = conditionsOf(verdict).map(deployment.names.logical);
      return {
        verdict: "only-if",
        reason: "condition",
        sentence: conditions.join(" and "),
        conditions,
        by: byOf(verdict.by, { holder, asked }),
      };
    }
  }
}

function noCell(
  { names }: Deployment,
  { principal, asked, verdict }: Decided & { readonly verdict: Extract<ConditionalVerdict, { kind: "no" }> },
): Cell {
  const { why } = verdict;
  const reason = why.reason;
  const place = principal.kind === "role" ? principal.role.place : asked.place;
  if (reason === "explicit-deny") {
    const { policy, statement, sid } = (why.by ?? {}) as {
      policy?: string;
      statement?: number;
      sid?: string;
    };
    const name = sid || policy || "a policy";
    return {
      verdict: "no",
      reason,
      sentence: `${names.logical(name)} denies it`,
      by: { place, ...definedOf({ policy: policy && names.logical(policy), statement, sid }) },
    };
  }
  if (principal.kind === "anonymous") return NO_CREDENTIALS;
  // A key's own policy decides before those of roles.
  const isOfRole = principal.kind === "role" && kindOf(why) !== "resource";
  return isOfRole
    ? { verdict: "no", reason, sentence: `no statement of its role allows ${asked.words}`, by: { place } }
    : {
        verdict: "no",
        reason,
        sentence: "the policy of the resource does not let it in",
        by: { place: asked.place },
      };
}

/** Which kind of policy decided. */
function kindOf({ by }: { readonly by?: unknown }): unknown {
  return (by as { readonly kind?: unknown } | undefined)?.kind;
}

function byOf(
  { document, statement }: Deciding,
  { holder, asked }: { readonly holder: string; readonly asked: AskedPolicy },
): By {
  const own = statement.principal === undefined;
  return {
    place: own ? holder : asked.place,
    ...definedOf({
      policy: document.name,
      statement: document.statements.indexOf(statement),
      sid: statement.sid,
    }),
  };
}

/** Members that say something. */
function definedOf({
  policy,
  statement,
  sid,
}: {
  readonly policy: string | undefined;
  readonly statement: number | undefined;
  readonly sid: string | undefined;
}): Pick<By, "policy" | "sid" | "statement"> {
  return {
    ...(policy === undefined || policy === "" ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(sid === undefined || sid === "" ? {} : { sid }),
  };
}

function conditionsOf({ requires, unless }: Extract<ConditionalVerdict, { kind: "only-if" }>): string[] {
  const text = (condition: Condition) => WORDS.get(conditionText(condition)) ?? conditionText(condition);
  return [
    ...requires.map(text),
    ...unless.map((condition) => NEGATED.get(conditionText(condition)) ?? `not ${text(condition)}`),
  ].sort();
}

/** Conditions that people say in other words. */
const WORDS: ReadonlyMap<string, string> = new Map([["Bool aws:SecureTransport = true", "over TLS"]]);
const NEGATED: ReadonlyMap<string, string> = new Map([["Bool aws:SecureTransport = false", "over TLS"]]);

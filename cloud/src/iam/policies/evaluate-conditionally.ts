import type { Why } from "../../core/why.ts";
import type { Condition } from "./conditions/condition.ts";
import type { PolicyKind } from "./denial.ts";
import type { PolicyDocument, Statement } from "./document.ts";
import {
  type ApplicablePolicies,
  type Deciding,
  type EvaluatedRequest,
  evaluate,
  saysSomething,
} from "./evaluate.ts";
import { explainDenial } from "./why.ts";

/** Conditions that hold together. */
type Together = readonly Condition[];

/** What the policies say of requests that differ in what is not known beforehand. */
export type ConditionalVerdict =
  /** Every such request is allowed. */
  | { readonly kind: "yes"; readonly by: Deciding }
  /** None is. */
  | { readonly kind: "no"; readonly why: Why }
  /**
   * Those are that meet one of `ways`, the conditions of Allows that are enough together (without ways:
   * nothing is asked for), and none of `unless`, the conditions of each Deny.
   */
  | {
      readonly kind: "only-if";
      readonly by: Deciding;
      readonly ways: readonly Together[];
      readonly unless: readonly Together[];
    };

/**
 * Evaluates as if every open condition stood in favour of the caller, and as if every one stood against;
 * where that differs, it looks for every way in.
 * @param isOpen whether a condition asks for what the request does not say yet (address, time, transport …)
 */
export function evaluateConditionally(
  request: EvaluatedRequest,
  policies: ApplicablePolicies,
  isOpen: (condition: Condition) => boolean,
): ConditionalVerdict {
  const favourable = assuming(policies, isOpen, ({ effect }) => effect === "Allow");
  const best = evaluate(request, favourable);
  if (!best.allowed) return { kind: "no", why: explainDenial(request, favourable, best) };
  // ACCESS-4: what hangs on a condition that is still open is no yes.
  const worst = evaluate(
    request,
    assuming(policies, isOpen, ({ effect }) => effect === "Deny"),
  );
  if (worst.allowed) return { kind: "yes", by: worst.by };
  const open = openStatements(request, policies, isOpen);
  const conditionsOf = (statements: readonly Statement[]): Together => [
    ...new Set(statements.flatMap(({ conditions }) => conditions.filter(isOpen))),
  ];
  const isEnough = (chosen: ReadonlySet<Statement>): boolean =>
    evaluate(
      request,
      assuming(policies, isOpen, (statement) => chosen.has(statement)),
    ).allowed;
  return {
    kind: "only-if",
    by: worst.by ?? best.by,
    ways: smallestSets(
      open.filter(({ effect }) => effect === "Allow"),
      isEnough,
    ).map(conditionsOf),
    unless: open.filter(({ effect }) => effect === "Deny").map((statement) => conditionsOf([statement])),
  };
}

/** Statements about the request whose open conditions decide whether they count. */
function openStatements(
  request: EvaluatedRequest,
  policies: ApplicablePolicies,
  isOpen: (condition: Condition) => boolean,
): readonly Statement[] {
  const { identity, resource, boundary, session = [] } = policies;
  const documents: readonly (readonly [PolicyKind, readonly (PolicyDocument | undefined)[]])[] = [
    ["identity", identity],
    ["resource", [resource]],
    ["boundary", [boundary]],
    ["session", session],
  ];
  return documents.flatMap(([kind, ofKind]) =>
    ofKind
      .flatMap((document) => document?.statements ?? [])
      .filter(({ conditions }) => conditions.some(isOpen))
      .filter((statement) => saysSomething(request, settled(statement, isOpen, true), kind)),
  );
}

/** Allows of two sides, and of what limits them, may be needed together: no more than these kinds of policies. */
const MOST_TOGETHER = 4;

/** Every set that is enough and has none in it that is too much; the empty one where nothing is needed. */
function smallestSets<Item>(
  items: readonly Item[],
  isEnough: (chosen: ReadonlySet<Item>) => boolean,
): Item[][] {
  const found: Item[][] = [];
  let level: number[][] = [[]];
  for (let size = 0; size <= MOST_TOGETHER; size += 1) {
    const next: number[][] = [];
    for (const indexes of level) {
      const chosen = indexes.flatMap((index) => items.slice(index, index + 1));
      if (found.some((smaller) => smaller.every((item) => chosen.includes(item)))) continue;
      if (isEnough(new Set(chosen))) found.push(chosen);
      else
        for (let index = (indexes.at(-1) ?? -1) + 1; index < items.length; index += 1)
          next.push([...indexes, index]);
    }
    level = next;
  }
  return found;
}

/** A statement as if its open conditions held, or failed. */
function settled(statement: Statement, isOpen: (condition: Condition) => boolean, holds: boolean): Statement {
  return {
    ...statement,
    conditions: statement.conditions.map((condition) =>
      isOpen(condition) ? { ...condition, holds: () => holds } : condition,
    ),
  };
}

/** The policies as if the open conditions of the statements that are chosen held, and those of others failed. */
function assuming(
  policies: ApplicablePolicies,
  isOpen: (condition: Condition) => boolean,
  isChosen: (statement: Statement) => boolean,
): ApplicablePolicies {
  const one = (document: PolicyDocument): PolicyDocument => ({
    ...document,
    statements: document.statements.map((statement) => settled(statement, isOpen, isChosen(statement))),
  });
  return {
    ...policies,
    identity: policies.identity.map(one),
    resource: policies.resource && one(policies.resource),
    boundary: policies.boundary && one(policies.boundary),
    session: policies.session?.map(one),
  };
}

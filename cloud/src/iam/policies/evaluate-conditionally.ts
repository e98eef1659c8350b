import type { Why } from "../../core/why.ts";
import type { Condition } from "./conditions/condition.ts";
import type { PolicyDocument, Statement } from "./document.ts";
import {
  type ApplicablePolicies,
  type Deciding,
  type EvaluatedRequest,
  evaluate,
  limitsOf,
} from "./evaluate.ts";
import { explainDenial } from "./why.ts";

/** What the policies say of requests that differ in what is not known beforehand. */
export type ConditionalVerdict =
  /** Every such request is allowed. */
  | { readonly kind: "yes"; readonly by: Deciding }
  /** None is. */
  | { readonly kind: "no"; readonly why: Why }
  /** Those are that meet `requires`, conditions of an Allow, and none of `unless`, conditions of a Deny. */
  | {
      readonly kind: "only-if";
      readonly by: Deciding;
      readonly requires: readonly Condition[];
      readonly unless: readonly Condition[];
    };

/**
 * Evaluates twice: as if every open condition stood in favour of the caller, and as if every one stood
 * against.
 * @param isOpen whether a condition asks for what the request does not say yet (address, time, transport …)
 */
export function evaluateConditionally(
  request: EvaluatedRequest,
  policies: ApplicablePolicies,
  isOpen: (condition: Condition) => boolean,
): ConditionalVerdict {
  const favourable = assuming(policies, isOpen, "Allow");
  const best = evaluate(request, favourable);
  if (!best.allowed) return { kind: "no", why: explainDenial(request, favourable, best) };
  // ACCESS-4: what hangs on a condition that is still open is no yes.
  const adverse = assuming(policies, isOpen, "Deny");
  const worst = evaluate(request, adverse);
  if (worst.allowed) return { kind: "yes", by: worst.by };
  const unless = worst.by === undefined ? [] : worst.by.statement.conditions.filter(isOpen);
  const asked = [best.by, ...lostLimits(request, favourable, adverse)];
  const requires = [...new Set(asked.flatMap(({ statement }) => statement.conditions.filter(isOpen)))];
  return { kind: "only-if", by: worst.by ?? best.by, requires, unless };
}

/** Statements that have to allow as well, and do so only while the open conditions hold. */
function lostLimits(
  request: EvaluatedRequest,
  favourable: ApplicablePolicies,
  adverse: ApplicablePolicies,
): Deciding[] {
  const [before, after] = [limitsOf(request, favourable), limitsOf(request, adverse)];
  const isLost = (kind: keyof typeof before): boolean => after[kind] === undefined;
  const kinds: readonly (keyof typeof before)[] = ["boundary", "session"];
  const limiting = favourable.resourceMustAllow === true ? (["resource", ...kinds] as const) : kinds;
  return limiting.filter(isLost).flatMap((kind) => before[kind] ?? []);
}

/** The policies as if the open conditions of statements with that effect held, and those of others failed. */
function assuming(
  policies: ApplicablePolicies,
  isOpen: (condition: Condition) => boolean,
  effect: Statement["effect"],
): ApplicablePolicies {
  const settled = (document: PolicyDocument): PolicyDocument => ({
    ...document,
    statements: document.statements.map((statement) => ({
      ...statement,
      conditions: statement.conditions.map((condition) =>
        isOpen(condition) ? { ...condition, holds: () => statement.effect === effect } : condition,
      ),
    })),
  });
  const one = (document: PolicyDocument | undefined) => document && settled(document);
  return {
    ...policies,
    identity: policies.identity.map(settled),
    resource: one(policies.resource),
    boundary: one(policies.boundary),
    session: policies.session?.map(settled),
  };
}

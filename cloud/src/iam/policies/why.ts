import type { Facts, Why } from "../../core/why.ts";
import type { PolicyKind } from "./denial.ts";
import type { PolicyDocument, Statement } from "./document.ts";
import {
  type ApplicablePolicies,
  type EvaluatedRequest,
  type Matching,
  prepared,
  principalOf,
  selects,
  type Verdict,
} from "./evaluate.ts";

export type Denied = Extract<Verdict, { readonly allowed: false }>;

/**
 * What decided a denial, and for a missing Allow the statement that came nearest: its action fits, but
 * not its resource, its principal, or one of its conditions. Worked out only when a person looks.
 */
export function explainDenial(
  request: EvaluatedRequest,
  policies: ApplicablePolicies,
  { reason, by }: Denied,
): Why {
  const { action, resource } = request;
  const kind = reason.policy;
  const had = actorOf(request);
  if (by !== undefined) {
    return {
      rule: "IAM-1",
      reason: "explicit-deny",
      asked: { action, resource },
      ...had,
      by: { kind, ...place(by.document, by.statement), ...conditionFacts(prepared(request), by.statement) },
    };
  }
  const documents = documentsOf(policies, kind);
  const ownMustAllow = policies.resourceMustAllow === true && kind === "resource";
  if (ownMustAllow && !action.startsWith("kms:")) return trustWhy(request, documents);
  const near = nearest(prepared(request), documents, kind);
  return {
    rule: ownMustAllow ? "KMS-2" : RULES[kind],
    reason: "no-allow",
    asked: { action, resource },
    ...had,
    by: { kind, policies: documents.map(nameOf), gone: documents.some(({ isGone }) => isGone) || undefined },
    ...(near === undefined ? {} : { near }),
  };
}

/** Who acts where nobody called: a service, for what; a role, from inside. */
function actorOf({ caller }: EvaluatedRequest): Pick<Why, "had"> {
  switch (caller.kind) {
    case "service":
      return { had: { actor: caller.service, for: caller.sourceArn } };
    case "role":
      return caller.accessKeyId === "" ? { had: { actor: caller.roleArn } } : {};
    default:
      return {};
  }
}

const RULES: Readonly<Record<PolicyKind, string>> = {
  identity: "IAM-3",
  resource: "IAM-2",
  boundary: "IAM-4",
  session: "IAM-4",
};

/** STS answers alike whether the role distrusts the caller or is not there at all. */
function trustWhy(request: EvaluatedRequest, documents: readonly PolicyDocument[]): Why {
  const { action, resource } = request;
  const near = nearest(prepared(request), documents, "resource");
  const trusted = documents.flatMap(({ statements }) =>
    statements.filter(({ effect }) => effect === "Allow").flatMap(principalNames),
  );
  return {
    rule: "IAM-14",
    reason: documents.length === 0 ? "role-missing" : "role-does-not-trust",
    concealed: true,
    asked: { action, resource },
    ...actorOf(request),
    by: { kind: "trust", principals: trusted },
    ...(near === undefined ? {} : { near }),
  };
}

function documentsOf(policies: ApplicablePolicies, kind: PolicyKind): readonly PolicyDocument[] {
  switch (kind) {
    case "identity":
      return policies.identity;
    case "resource":
      return policies.resource === undefined ? [] : [policies.resource];
    case "boundary":
      return policies.boundary === undefined ? [] : [policies.boundary];
    case "session":
      return policies.session ?? [];
  }
}

function nameOf({ name }: PolicyDocument): string {
  return name ?? "";
}

function place(document: PolicyDocument, statement: Statement): Facts {
  return {
    policy: nameOf(document),
    statement: document.statements.indexOf(statement),
    sid: statement.sid,
    effect: statement.effect,
  };
}

interface Miss {
  /** The higher, the nearer. */
  readonly rank: number;
  readonly facts: Facts;
}

/** Nearer than another resource: one condition short, or meant for somebody else. */
const RANKS = { resource: 1, conditions: 2, principal: 3, condition: 4 } as const;

function nearest(
  request: Matching,
  documents: readonly PolicyDocument[],
  kind: PolicyKind,
): Facts | undefined {
  let best: Miss | undefined;
  for (const document of documents) {
    for (const statement of document.statements) {
      if (statement.effect !== "Allow") continue;
      const miss = missOf(request, statement, kind);
      if (miss === undefined || miss.rank <= (best?.rank ?? 0)) continue;
      best = { rank: miss.rank, facts: { ...place(document, statement), ...miss.facts } };
    }
  }
  return best?.facts;
}

function missOf(request: Matching, statement: Statement, kind: PolicyKind): Miss | undefined {
  if (!selects(statement.actions, request.lowerAction, request)) return undefined;
  const { resources } = statement;
  if (resources !== undefined && !selects(resources, request.resource, request)) {
    const name = resources.negated ? "notResources" : "resources";
    return { rank: RANKS.resource, facts: { miss: "resource", [name]: resources.sources } };
  }
  if (kind === "resource" && principalOf(request, statement) === "none") {
    return { rank: RANKS.principal, facts: { miss: "principal", principals: principalNames(statement) } };
  }
  const failing = statement.conditions.filter((condition) => !condition.holds(request.keys));
  if (failing.length === 0) return undefined;
  return {
    rank: failing.length === 1 ? RANKS.condition : RANKS.conditions,
    facts: { miss: "condition", ...conditionFacts(request, { ...statement, conditions: failing }) },
  };
}

/** Both sides keep an external id to themselves. */
const SHARED_SECRETS: ReadonlySet<string> = new Set(["sts:externalid"]);

/** The first condition of the statement: a Deny holds by it, an Allow fails by it. */
function conditionFacts({ keys }: Matching, { conditions }: Statement): Facts {
  const [condition] = conditions;
  if (condition === undefined) return {};
  const { operator, key, expected } = condition;
  if (SHARED_SECRETS.has(key.toLowerCase())) return { operator, key };
  return { operator, key, wanted: expected, actual: keys.values(key.toLowerCase()) };
}

function principalNames({ principal }: Statement): string[] {
  if (principal === undefined) return [];
  const { everyone, aws, services } = principal.element;
  return everyone ? ["*"] : [...aws, ...services];
}

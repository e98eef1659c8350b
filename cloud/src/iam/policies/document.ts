import { type Condition, compileCondition } from "./conditions/condition.ts";
import { createArnMatcher, createMatcher, type Matcher } from "./matching/matcher.ts";
import { type PrincipalElement, parsePrincipal } from "./principal.ts";

/** A list of patterns and whether it is meant the other way round (`NotAction`). */
export interface Selector {
  readonly negated: boolean;
  readonly matchers: readonly Matcher[];
  /** The patterns as the policy has them. */
  readonly sources: readonly string[];
}

export interface Statement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** Undefined in identity policies. */
  readonly principal: { readonly negated: boolean; readonly element: PrincipalElement } | undefined;
  readonly actions: Selector;
  /** Undefined in trust policies. */
  readonly resources: Selector | undefined;
  readonly conditions: readonly Condition[];
}

/** A policy document, compiled for evaluation. */
export interface PolicyDocument {
  /** Name of an inline policy, ARN of a managed one; undefined for a resource's own. */
  readonly name?: string;
  /** It was deleted and is still a boundary. */
  readonly isGone?: boolean;
  readonly statements: readonly Statement[];
}

/** IAM-7: the only version with policy variables; a document without Version is of 2008-10-17. */
const VARIABLES_VERSION = "2012-10-17";

/** A document that cannot be read grants nothing and denies everything. */
const DENY_ALL: PolicyDocument = {
  statements: [
    {
      sid: "unreadable policy document",
      effect: "Deny",
      principal: { negated: false, element: { everyone: true, aws: new Set(), services: new Set() } },
      actions: { negated: false, matchers: [() => true], sources: ["*"] },
      resources: undefined,
      conditions: [],
    },
  ],
};

/**
 * Compiles a document that was validated when it was stored. What is not a policy after all
 * denies everything rather than being skipped.
 */
export function parsePolicy(text: string): PolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return DENY_ALL;
  }
  if (!isRecord(document)) return DENY_ALL;
  const variables = document["Version"] === VARIABLES_VERSION;
  const statements: Statement[] = [];
  for (const item of asList(document["Statement"])) {
    const statement = isRecord(item) ? parseStatement(item, variables) : undefined;
    if (statement === undefined) return DENY_ALL;
    statements.push(statement);
  }
  return { statements };
}

type Fields = Readonly<Record<string, unknown>>;

function parseStatement(fields: Fields, variables: boolean): Statement | undefined {
  const effect = fields["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  const actions = selector(fields, "Action", (source) => actionMatcher(source, variables));
  if (actions === undefined) return undefined;
  return {
    sid: typeof fields["Sid"] === "string" ? fields["Sid"] : "",
    effect,
    principal: principalOf(fields),
    actions,
    resources: selector(fields, "Resource", (source) => createArnMatcher(source, { variables })),
    conditions: conditionsOf(fields["Condition"], variables),
  };
}

/** Action names are compared without case; policy variables are not allowed in them. */
function actionMatcher(source: string, _variables: boolean): Matcher {
  return createMatcher(source.toLowerCase(), { wildcards: true, variables: false });
}

function selector(
  fields: Fields,
  name: "Action" | "Resource",
  compile: (source: string) => Matcher,
): Selector | undefined {
  const negated = Object.hasOwn(fields, `Not${name}`);
  const key = negated ? `Not${name}` : name;
  if (!Object.hasOwn(fields, key)) return undefined;
  const sources = stringList(fields[key]);
  return { negated, matchers: sources.map(compile), sources };
}

function principalOf(fields: Fields): Statement["principal"] {
  if (Object.hasOwn(fields, "NotPrincipal")) {
    return { negated: true, element: parsePrincipal(fields["NotPrincipal"]) };
  }
  if (!Object.hasOwn(fields, "Principal")) return undefined;
  return { negated: false, element: parsePrincipal(fields["Principal"]) };
}

function conditionsOf(block: unknown, variables: boolean): Condition[] {
  if (!isRecord(block)) return [];
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, expected]) =>
      compileCondition(operator, { key, expected: stringList(expected) }, variables),
    ),
  );
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Numbers and booleans stand for their texts, as IAM reads them. */
function stringList(value: unknown): string[] {
  return asList(value).map(String);
}

/** Keeps the last `capacity` compiled documents, by their text. */
export function createPolicyCache(capacity = 256): (text: string) => PolicyDocument {
  const kept = new Map<string, PolicyDocument>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const document = parsePolicy(text);
    if (kept.size >= capacity) {
      const oldest = kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(text, document);
    return document;
  };
}

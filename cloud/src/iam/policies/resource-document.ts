import { repeatedKey } from "../../core/json-keys.ts";
import { findOperator } from "./conditions/registry.ts";
import { STATEMENT_ELEMENTS, TOP_ELEMENTS } from "./elements.ts";
import { isRecord, type StatementFields, stringList } from "./fields.ts";
import { isPrincipalElement } from "./principal.ts";

const VERSIONS: ReadonlySet<unknown> = new Set(["2012-10-17", "2008-10-17", undefined]);

export interface ResourcePolicyRules {
  readonly longestBytes: number;
  /** Whether a statement may name the action. */
  readonly isAction: (action: string) => boolean;
}

/**
 * Whether a policy of a resource reads the same for everybody: one that does not is refused when
 * it is set, so that none is ever ignored.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function isResourcePolicy(text: string, { longestBytes, isAction }: ResourcePolicyRules): boolean {
  const document = parse(text);
  const statements = statementsOf(document);
  return (
    document !== undefined &&
    Buffer.byteLength(text) <= longestBytes &&
    Object.keys(document).every((name) => TOP_ELEMENTS.has(name)) &&
    VERSIONS.has(document["Version"]) &&
    statements.length > 0 &&
    statements.every((statement) => isRecord(statement) && isStatement(statement, isAction))
  );
}

function statementsOf(document: StatementFields | undefined): readonly unknown[] {
  return [document?.["Statement"]].flat();
}

function parse(text: string): StatementFields | undefined {
  try {
    const document: unknown = JSON.parse(text);
    // IAM-24: of a key that comes twice, readers take either.
    return isRecord(document) && repeatedKey(text) === undefined ? document : undefined;
  } catch {
    return undefined;
  }
}

function isStatement(statement: StatementFields, isAction: ResourcePolicyRules["isAction"]): boolean {
  const { Effect, Condition, Sid } = statement;
  return (
    Object.keys(statement).every((name) => STATEMENT_ELEMENTS.has(name)) &&
    (Effect === "Allow" || Effect === "Deny") &&
    (Sid === undefined || typeof Sid === "string") &&
    isPrincipal(statement) &&
    hasOne(statement, "Action", isAction) &&
    hasOne(statement, "Resource", () => true) &&
    (Condition === undefined || isCondition(Condition))
  );
}

/** Everybody but somebody is never let in. */
function isPrincipal({ Effect, Principal, NotPrincipal }: StatementFields): boolean {
  if (Principal === undefined) return Effect === "Deny" && isPrincipalElement(NotPrincipal);
  return NotPrincipal === undefined && isPrincipalElement(Principal);
}

function hasOne(statement: StatementFields, name: string, fits: (value: string) => boolean): boolean {
  if (Object.hasOwn(statement, name) === Object.hasOwn(statement, `Not${name}`)) return false;
  const values = stringList(statement[name] ?? statement[`Not${name}`]) ?? [];
  return values.length > 0 && values.every(fits);
}

function isCondition(block: unknown): boolean {
  if (!isRecord(block)) return false;
  return Object.entries(block).every(
    ([operator, keys]) =>
      findOperator(operator) !== undefined &&
      isRecord(keys) &&
      Object.values(keys).every((values) => [values].flat().every(isScalar)),
  );
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

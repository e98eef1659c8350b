import { AwsError } from "../../core/errors.ts";
import { repeatedKey } from "../../core/json-keys.ts";
import { unsuppliedKey } from "./condition-keys.ts";
import { findOperator } from "./conditions/registry.ts";
import { STATEMENT_ELEMENTS, TOP_ELEMENTS } from "./elements.ts";
import { isRecord, malformed, type StatementFields, stringList } from "./fields.ts";
import { assertLegacyParsing } from "./validate-legacy.ts";
import { assertResource } from "./validate-resource.ts";
import { assertTrustStatement } from "./validate-trust.ts";

/** `managed` documents have to be of the current version; `trust` ones name principals, not resources. */
export type PolicyUse = "inline" | "managed" | "session" | "trust";

const VERSIONS: ReadonlySet<unknown> = new Set(["2008-10-17", "2012-10-17"]);

/**
 * IAM-17: refuses a document as IAM does; throws MalformedPolicyDocument.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function assertPolicyDocument(text: string, use: PolicyUse): void {
  const syntax = (holds: boolean): void => {
    if (!holds) throw malformed("Syntax errors in policy.");
  };
  const document = parseJson(text, use);
  syntax(Object.keys(document).every((name) => TOP_ELEMENTS.has(name)));
  syntax(document["Version"] === undefined || VERSIONS.has(document["Version"]));
  syntax(document["Id"] === undefined || typeof document["Id"] === "string");
  const statements = statementsOf(document["Statement"]);
  syntax(statements !== undefined && statements.length > 0);
  for (const statement of statements ?? []) assertStatementSyntax(statement, syntax);
  if (use === "managed" && document["Version"] !== "2012-10-17") {
    throw malformed("Policy document must be version 2012-10-17 or greater.");
  }
  for (const statement of statements ?? []) assertLegacyParsing(statement);
  assertSids(statements ?? []);
  for (const statement of statements ?? []) {
    if (use === "trust") assertTrustStatement(statement);
    else assertIdentityStatement(statement);
  }
  assertKeysSupplied(text);
}

function assertKeysSupplied(text: string): void {
  const key = unsuppliedKey(text);
  if (key === undefined) return;
  throw new AwsError(
    "UnsupportedOperation",
    `The condition key ${key} is not supported by Portcullis. See docs/gaps.md.`,
  );
}

function parseJson(text: string, use: PolicyUse): StatementFields {
  let document: unknown;
  try {
    document = JSON.parse(text);
    // IAM-24: of a key that comes twice, readers take either.
    if (repeatedKey(text) !== undefined) throw new SyntaxError("A key comes twice.");
  } catch {
    throw malformed(use === "trust" ? "This policy contains invalid Json" : "Syntax errors in policy.");
  }
  if (!isRecord(document)) throw malformed("Syntax errors in policy.");
  return document;
}

function statementsOf(value: unknown): StatementFields[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every(isRecord) ? list : undefined;
}

function assertStatementSyntax(statement: StatementFields, syntax: (holds: boolean) => void): void {
  syntax(Object.keys(statement).every((name) => STATEMENT_ELEMENTS.has(name)));
  for (const name of ["Principal", "Action", "Resource"]) {
    syntax(!(Object.hasOwn(statement, name) && Object.hasOwn(statement, `Not${name}`)));
  }
  syntax(statement["Effect"] === "Allow" || statement["Effect"] === "Deny");
  syntax(statement["Sid"] === undefined || typeof statement["Sid"] === "string");
  for (const name of ["Action", "NotAction", "Resource", "NotResource"]) {
    syntax(statement[name] === undefined || stringList(statement[name]) !== undefined);
  }
  if (statement["Condition"] !== undefined) assertConditionSyntax(statement["Condition"], syntax);
}

function assertConditionSyntax(block: unknown, syntax: (holds: boolean) => void): void {
  syntax(isRecord(block));
  for (const [operator, keys] of Object.entries(isRecord(block) ? block : {})) {
    syntax(isRecord(keys));
    const entries = Object.entries(isRecord(keys) ? keys : {});
    syntax(findOperator(operator) !== undefined || entries.length === 0);
    for (const [key, value] of entries) {
      const values = Array.isArray(value) ? value : [value];
      syntax(values.every((item) => ["string", "number", "boolean"].includes(typeof item)));
      if (!key.includes(":")) {
        throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
    }
  }
}

function assertSids(statements: readonly StatementFields[]): void {
  for (const { Sid: sid } of statements) {
    if (typeof sid !== "string" || /^[0-9A-Za-z]*$/.test(sid)) continue;
    throw malformed(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
  const sids = statements
    .map((statement) => statement["Sid"])
    .filter((sid) => sid !== undefined && sid !== "");
  if (new Set(sids).size !== sids.length) {
    throw malformed("Statement IDs (SID) in a single policy must be unique.");
  }
}

function assertIdentityStatement(statement: StatementFields): void {
  if (Object.hasOwn(statement, "Principal") || Object.hasOwn(statement, "NotPrincipal")) {
    throw malformed("Policy document should not specify a principal.");
  }
  const actions = stringList(statement["Action"] ?? statement["NotAction"]) ?? [];
  if (actions.length === 0) throw malformed("Policy statement must contain actions.");
  const resources = stringList(statement["Resource"] ?? statement["NotResource"]) ?? [];
  if (resources.length === 0) throw malformed("Policy statement must contain resources.");
  for (const resource of resources) assertResource(resource);
  for (const action of actions) assertAction(action);
}

/** `vendor:Name` or `*`. */
function assertAction(action: string): void {
  if (action === "*") return;
  const [vendor = "", ...rest] = action.split(":");
  if (rest.length === 0) {
    throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  if (rest.length > 1) throw malformed("Actions/Condition can contain only one colon.");
  if (vendor !== "*" && /[^a-zA-Z0-9\-.]/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`);
}

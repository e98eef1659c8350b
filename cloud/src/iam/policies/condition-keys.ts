import { isRecord } from "./fields.ts";
import { serviceReferences } from "./service-reference.ts";
import { ABSENT_KEYS, SUPPLIED_KEYS } from "./supplied-keys.ts";

let documented: ReadonlySet<string> | undefined;

/**
 * IAM-22: a condition key, or policy variable, of a service on board that AWS would supply with
 * requests and this cloud does not. A policy that names it would be read as if the key were absent,
 * so it is refused when it is stored. Names that AWS has not either are absent on AWS, too.
 * @param text a policy document; what is no policy names no key
 * @returns the first such key, spelled as in the policy
 */
export function unsuppliedKey(text: string): string | undefined {
  return keysNamed(text).find(
    (key) =>
      isOnBoard(key) && !isAmong(suppliedBy(key), key) && !isAmong(ABSENT_KEYS, key) && isAmong(known(), key),
  );
}

/** Whether AWS documents a condition key of a service on board. */
export function isDocumentedKey(key: string): boolean {
  return isAmong(known(), key);
}

function isOnBoard(key: string): boolean {
  return SUPPLIED_KEYS.has(prefixOf(key));
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf(":")).toLowerCase();
}

function suppliedBy(key: string): ReadonlySet<string> {
  return SUPPLIED_KEYS.get(prefixOf(key)) ?? new Set();
}

/** Whether the key, or its family, is one of the names. */
export function isAmong(names: { has(name: string): boolean }, key: string): boolean {
  const lower = key.toLowerCase();
  return names.has(lower) || names.has(lower.replace(/^([^:]+:[^:/]+[:/]).*$/s, "$1*"));
}

/** Every key that AWS documents for the services on board, lower case; families end in `/*`. */
function known(): ReadonlySet<string> {
  documented ??= new Set([...serviceReferences().values()].flatMap(({ keys }) => keys.map(normalKey)));
  return documented;
}

/** `iam:ResourceTag/${TagKey}` → `iam:resourcetag/*` */
function normalKey(key: string): string {
  return key.toLowerCase().replace(/(?:\$\{[^}]*\}|<[^>]*>)$/, "*");
}

function keysNamed(text: string): readonly string[] {
  const document = parsed(text);
  if (!isRecord(document)) return [];
  const { Statement: statement } = document;
  const statements = (Array.isArray(statement) ? statement : [statement]).filter(isRecord);
  const conditions = statements.map(({ Condition: condition }) => condition).filter(isRecord);
  const keys = conditions.flatMap((condition) =>
    Object.values(condition).filter(isRecord).flatMap(Object.keys),
  );
  // IAM-7: documents of older versions have no variables.
  return document["Version"] === "2012-10-17" ? [...keys, ...statements.flatMap(variablesIn)] : keys;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names in `${s3:prefix}` and `${s3:prefix, 'default'}`, wherever a statement has texts. */
function variablesIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [...value.matchAll(/\$\{([^},]+)/g)].map(([, name = ""]) => name.trim());
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(variablesIn) : [];
}

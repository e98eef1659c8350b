import { AwsError } from "../../core/errors.ts";
import type { Properties, ProvisionedResource, Value } from "../../core/ports/resource-provider.ts";
import type { NamedSecret } from "../../core/ports/secret-reader.ts";
import { printable } from "../../core/printable.ts";
import { validationError } from "../shared/errors.ts";
import { isSecret, nextReference } from "../template/stored-parameter.ts";
import { isValueMap, type ValueMap, valueMap } from "../template/value.ts";
import { assertMay } from "./authorize.ts";
import type { ResourceRecord } from "./records.ts";
import { contextOf, type StackOperation } from "./stack-operation.ts";
import { isCustomType } from "./support.ts";

/** Properties as a provider gets them, and what of its answers may be written down. */
export interface Opened {
  readonly properties: Properties;
  /** CFN-SECRET: the answer with references in the place of what they gave. */
  readonly shown: (made: ProvisionedResource) => ProvisionedResource;
  /** The same of an error. */
  readonly told: (error: unknown) => unknown;
}

/** The first's properties; of both nothing is written down. */
export function bothOpened(one: Opened, other: Opened): Opened {
  return {
    properties: one.properties,
    shown: (made) => other.shown(one.shown(made)),
    told: (error) => other.told(one.told(error)),
  };
}

/** A shorter one is part of too much else to be found in a text. */
const SHORTEST_PART = 4;

export const nothingOpened = (properties: Properties): Opened => ({
  properties,
  shown: (made) => made,
  told: (error) => error,
});

/**
 * CFN-SECRET: a reference to a secret stays what it is in the stack's records, events and change sets; the
 * provider alone gets its value, read when the resource is made or changed, for who may read it.
 * @throws AwsError AccessDenied, ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function openSecrets(operation: StackOperation, record: ResourceRecord): Opened {
  const read = new Map<string, string>();
  const textOf = (reference: string): string => {
    const known = read.get(reference);
    if (known !== undefined) return known;
    assertTakesSecrets(record.type);
    const text = secretText(operation, record, reference);
    read.set(reference, text);
    return text;
  };
  const properties = withTexts(record.properties, (text) => replaced(text, textOf)) as ValueMap;
  const conceal = concealing(read);
  return {
    properties,
    shown: (made) => ({
      ...made,
      attributes: withTexts(valueMap(Object.entries(made.attributes)), conceal) as ValueMap,
    }),
    told: (error) => concealedError(error, conceal),
  };
}

/**
 * The same for what is gone or put back: what cannot be read any more stays the reference, so that nothing
 * stays behind for want of a secret.
 */
export function openSecretsIfThere(operation: StackOperation, record: ResourceRecord): Opened {
  try {
    return openSecrets(operation, record);
  } catch (error) {
    if (error instanceof AwsError) return nothingOpened(record.properties);
    throw error;
  }
}

/** On AWS, too, functions and other templates get no secrets by reference. */
function assertTakesSecrets(type: string): void {
  if (isCustomType(type) || type === "AWS::CloudFormation::Stack") {
    throw validationError(`Dynamic references for secure values are not supported in ${type}`);
  }
}

function secretText(operation: StackOperation, record: ResourceRecord, reference: string): string {
  const { key, ...secret } = parsed(reference);
  const { deps } = operation;
  const { caller } = contextOf(operation, record);
  assertMay(deps.authorization, caller, deps.secretReader.readingOf(secret));
  const text = inOurWords(() => deps.secretReader.text(secret, caller), deps.randomness.uuid());
  if (key !== undefined) return memberOf(text ?? "", key);
  if (text === undefined) throw validationError(`The secret of ${reference} has no SecretString`);
  return text;
}

interface ParsedReference extends NamedSecret {
  readonly key: string | undefined;
}

/** `{{resolve:secretsmanager:id:SecretString:key:stage:version}}`; an ARN has colons of its own. */
function parsed(reference: string): ParsedReference {
  const parts = reference.slice("{{resolve:secretsmanager:".length, -"}}".length).split(":");
  const idParts = parts[0] === "arn" ? 7 : 1;
  const id = parts.slice(0, idParts).join(":");
  const [kind = "", key = "", stage = "", versionId = "", ...rest] = parts.slice(idParts);
  if (id === "" || (kind !== "" && kind !== "SecretString") || rest.length > 0) {
    throw validationError(
      `Incorrect format is used in the following Secrets Manager reference: [${reference}]`,
    );
  }
  return {
    id,
    key: key === "" ? undefined : key,
    stage: stage === "" ? undefined : stage,
    versionId: versionId === "" ? undefined : versionId,
  };
}

function memberOf(text: string, key: string): string {
  let members: unknown;
  try {
    members = JSON.parse(text);
  } catch {
    throw validationError("Could not parse SecretString JSON");
  }
  if (typeof members !== "object" || members === null) {
    throw validationError("Could not parse SecretString JSON");
  }
  const value = Object.hasOwn(members, key) ? (members as Record<string, unknown>)[key] : undefined;
  if (value === undefined || value === null) {
    throw validationError("Could not find a value associated with JSONKey in SecretString");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function inOurWords<T>(read: () => T, requestId: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const told = validationError(
      `${error.message} (Service: AWSSecretsManager; Status Code: 400; Error Code: ${error.code}; Request ID: ${requestId}; Proxy: null)`,
    );
    throw error.why === undefined ? told : told.because(error.why);
  }
}

/** The text with its references to secrets in place; what a secret says is read once, not for references. */
function replaced(text: string, textOf: (reference: string) => string): string {
  let done = "";
  let rest = text;
  for (let found = nextReference(rest); found !== undefined; found = nextReference(rest)) {
    const value = isSecret(found.text) ? textOf(found.text) : found.text;
    done += rest.slice(0, found.start) + value;
    rest = rest.slice(found.start + found.text.length);
  }
  return done + rest;
}

function withTexts(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") {
    const text = change(String(value));
    return text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (!isValueMap(value)) return value;
  return valueMap(
    Object.entries(value).map(([name, nested]): [string, Value] => [name, withTexts(nested, change)]),
  );
}

/** Puts references back in the place of the values they gave, the longest first. */
function concealing(read: ReadonlyMap<string, string>): (text: string) => string {
  const known = [...read]
    .flatMap(([reference, secret]) => formsOf(secret).map((form): [string, string] => [reference, form]))
    .filter(([, secret]) => secret !== "")
    .sort(([, a], [, b]) => b.length - a.length);
  return (text) => {
    const whole = known.find(([, secret]) => secret === text);
    if (whole !== undefined) return whole[0];
    return known
      .filter(([, secret]) => secret.length >= SHORTEST_PART)
      .reduce((shown, [reference, secret]) => shown.split(secret).join(reference), text);
  };
}

/** The secret, as JSON and sentences about it write it, and what it says where it is JSON itself. */
function formsOf(secret: string): readonly string[] {
  const texts = [secret, ...textsIn(secret)];
  return [...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1), printable(text)]))];
}

function textsIn(json: string): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (_, value: unknown) => {
      if (typeof value === "string") found.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return found;
}

function concealedError(error: unknown, conceal: (text: string) => string): unknown {
  if (!(error instanceof Error)) return error;
  const message = conceal(error.message);
  if (message === error.message) return error;
  if (error instanceof AwsError) return new AwsError(error.code, message, error.status);
  return new Error(message);
}

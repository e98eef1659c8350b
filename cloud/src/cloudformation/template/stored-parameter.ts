import type { ReadParameter } from "../../core/ports/parameter-reader.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, validationError } from "../shared/errors.ts";

/**
 * Reads the Parameter Store for whoever changes the stack. `unknown` stands for what a cloud that is
 * thrown away afterwards cannot know.
 * @param version the newest when left out
 * @throws AwsError AccessDenied
 */
export type ReadStored = (name: string, version?: number) => ReadParameter | "unknown" | undefined;

/** Text for what is not known before a change is made. */
export function unknownValue(path: string): string {
  return `{{changeSet:KNOWN_AFTER_APPLY:${path}}}`;
}

/** What `AWS::SSM::Parameter::Value<…>` can have between the brackets here. */
export const STORED_TYPES = ["String", "List<String>", "CommaDelimitedList"] as const;
export type StoredType = (typeof STORED_TYPES)[number];

/** `AWS::SSM::Parameter::Value<…>` of a type that is supported. */
export function storedTypeOf(declared: string): StoredType | undefined {
  const inner = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(declared)?.[1];
  return STORED_TYPES.find((type) => type === inner);
}

/**
 * What `Ref` of a template parameter gives whose value is the name of a stored one, or `name:version`.
 * Without a store, the name stands for the value.
 * @throws AwsError ValidationError
 */
export function storedValue(type: StoredType, given: string, read: ReadStored | undefined): Value {
  if (read === undefined) return type === "String" ? given : [given];
  const found = find(given, read);
  if (found === undefined) throw notFetched(given);
  if (found === "unknown") return type === "String" ? unknownValue(given) : [unknownValue(given)];
  if (found.type === "SecureString") {
    throw validationError(
      `Parameters [${given}] referenced by template have types not supported by CloudFormation.`,
    );
  }
  if ((found.type === "StringList") !== (type !== "String")) {
    throw validationError(
      `Types for SSM parameters [${given}] defined in CFN template and SSM are incompatible`,
    );
  }
  assertNamesNoSecret(found.value, `the parameter ${given}`);
  return type === "String" ? found.value : found.value.split(",").map((item) => item.trim());
}

/** The parameter type whose value is the name of a stored parameter, and stays it. */
export const STORED_NAME = "AWS::SSM::Parameter::Name";

/** @throws AwsError ValidationError: there is no parameter of that name */
export function storedName(parameter: string, given: string, read: ReadStored | undefined): string {
  if (read === undefined || find(given, read) !== undefined) return given;
  throw validationError(
    `Parameter validation failed: parameter value ${given} for parameter name ${parameter} does not exist`,
  );
}

function find(given: string, read: ReadStored): ReturnType<ReadStored> {
  const [, name = given, version] = /^(.*):(\d{1,9})$/.exec(given) ?? [];
  return version === undefined ? read(name) : read(name, Number(version));
}

function notFetched(given: string): Error {
  return validationError(`Unable to fetch parameters [${given}] from parameter store for this account.`);
}

const START = "{{resolve:";

/**
 * The text with every `{{resolve:ssm:name[:version]}}` in its place.
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 */
export function withStoredValues(text: string, read: ReadStored | undefined): string {
  let done = "";
  let rest = text;
  for (let reference = nextReference(rest); reference !== undefined; reference = nextReference(rest)) {
    const value = isStored(reference.text) ? storedText(reference.text, read) : reference.text;
    done += rest.slice(0, reference.start) + value;
    rest = rest.slice(reference.start + reference.text.length);
  }
  return done + rest;
}

interface Reference {
  readonly start: number;
  /** With its braces. */
  readonly text: string;
}

/** The first dynamic reference of a text. */
export function nextReference(text: string, from = 0): Reference | undefined {
  for (
    let start = text.indexOf(START, from);
    start !== -1;
    start = text.indexOf(START, start + START.length)
  ) {
    const end = text.indexOf("}}", start);
    if (end === -1) return undefined;
    const reference = text.slice(start, end + 2);
    // A brace within is none of ours: `{{resolve:ssm:/${Stage}/a}}` is text for Fn::Sub.
    if (!/[{}]/.test(reference.slice(START.length, -2).replaceAll(/\$\{[^{}]*\}/g, ""))) {
      return { start, text: reference };
    }
  }
  return undefined;
}

/** `{{resolve:ssm:…}}` */
export function isStored(reference: string): boolean {
  return reference.startsWith(`${START}ssm:`);
}

/** Whether a text has a `{{resolve:ssm:name}}` without a version anywhere. */
export function namesNewestStored(text: string): boolean {
  let found = nextReference(text);
  while (found !== undefined) {
    if (isStored(found.text) && found.text.split(":").length === 3) return true;
    found = nextReference(text, found.start + found.text.length);
  }
  return false;
}

/** `{{resolve:secretsmanager:…}}`: it stays as it is until the resource is made. */
export function isSecret(reference: string): boolean {
  return reference.startsWith(`${START}secretsmanager:`);
}

/** Whether a text has a reference to a secret anywhere. */
function namesSecret(text: string): boolean {
  return secretNames(text).length > 0;
}

/** The names, or `arn` for an ARN, in the references to secrets of a text. */
export function secretNames(text: string): string[] {
  const names: string[] = [];
  let found = nextReference(text);
  while (found !== undefined) {
    if (isSecret(found.text)) {
      names.push(found.text.slice(`${START}secretsmanager:`.length, -2).split(":")[0] ?? "");
    }
    found = nextReference(text, found.start + found.text.length);
  }
  return names;
}

/**
 * CFN-SECRET: only who writes the template says which secrets are read: what comes from elsewhere names none.
 * @throws AwsError ValidationError
 */
export function assertNamesNoSecret(text: string, from: string): void {
  if (namesSecret(text)) throw notSupported(`A dynamic reference to a secret in ${from}`);
}

function storedText(reference: string, read: ReadStored | undefined): string {
  const [, name = "", version] = /^\{\{resolve:ssm:([^:{}]+)(?::(\d{1,9}))?\}\}$/.exec(reference) ?? [];
  if (name === "") {
    throw validationError(`Incorrect format is used in the following SSM reference: [${reference}]`);
  }
  if (read === undefined) return reference;
  const found = version === undefined ? read(name) : read(name, Number(version));
  if (found === undefined) throw notFetched(version === undefined ? name : `${name}:${version}`);
  if (found === "unknown") return unknownValue(name);
  if (found.type === "SecureString") {
    throw validationError(`Non-secure ssm prefix was used for secure parameter ${name}`);
  }
  assertNamesNoSecret(found.value, `the parameter ${name}`);
  return found.value;
}

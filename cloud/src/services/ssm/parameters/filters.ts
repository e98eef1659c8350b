import { AwsError, unsupported } from "../../../core/errors.ts";
import type { ParameterStringFilter } from "../../../wire/models/generated/ssm.types.ts";
import { DEFAULT_KEY } from "./encryption.ts";
import type { CurrentParameter } from "./parameter.ts";

type Test = (parameter: CurrentParameter, value: string) => boolean;

const begins =
  (read: (parameter: CurrentParameter) => string): Test =>
  (parameter, value) =>
    read(parameter).startsWith(value);
const equals =
  (read: (parameter: CurrentParameter) => string | undefined): Test =>
  (parameter, value) =>
    read(parameter) === value;
const keyId = ({ key, type }: CurrentParameter) =>
  type === "SecureString" ? (key ?? DEFAULT_KEY) : undefined;
const nameOf = ({ name }: CurrentParameter) => name;

/** Options by key. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const TESTS: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  Name: {
    Equals: equals(nameOf),
    BeginsWith: begins(nameOf),
    Contains: ({ name }, value) => name.includes(value),
  },
  Path: {
    OneLevel: ({ name }, path) => isBelow(name, path) && !afterPath(name, path).includes("/"),
    Recursive: ({ name }, path) => isBelow(name, path),
  },
  Type: { Equals: equals(({ type }) => type), BeginsWith: begins(({ type }) => type) },
  KeyId: { Equals: equals(keyId), BeginsWith: begins((parameter) => keyId(parameter) ?? "") },
  Tier: { Equals: equals(({ tier }) => tier) },
  DataType: { Equals: equals(() => "text"), BeginsWith: begins(() => "text") },
};
const DEFAULT_OPTION: Readonly<Record<string, string>> = { Path: "OneLevel" };

/** Whether all filters let the parameter through; several values of one are alternatives. */
export function filterOf(
  filters: readonly ParameterStringFilter[],
): (parameter: CurrentParameter) => boolean {
  const tests = filters.map(testOf);
  return (parameter) => tests.every((test) => test(parameter));
}

function testOf({
  Key,
  Option,
  Values = [],
}: ParameterStringFilter): (parameter: CurrentParameter) => boolean {
  if (Key.startsWith("tag:")) {
    const tag = Key.slice("tag:".length);
    return ({ tags }) =>
      Object.hasOwn(tags, tag) && (Values.length === 0 || Values.includes(tags[tag] ?? ""));
  }
  if (Key === "Label") throw unsupported("The filter Label");
  const options = Object.hasOwn(TESTS, Key) ? TESTS[Key] : undefined;
  if (options === undefined) throw new AwsError("InvalidFilterKey", "");
  const option = Option ?? DEFAULT_OPTION[Key] ?? "Equals";
  const test = Object.hasOwn(options, option) ? options[option] : undefined;
  if (test === undefined)
    throw new AwsError("InvalidFilterOption", `The following filter option is not valid: ${option}.`);
  return (parameter) => Values.some((value) => test(parameter, value));
}

/** Whether the name is below the path, at any depth. */
export function isBelow(name: string, path: string): boolean {
  return name.startsWith(folderOf(path)) || (path === "/" && !name.startsWith("/"));
}

/** What a name has behind the path. */
export function afterPath(name: string, path: string): string {
  return name.startsWith(folderOf(path)) ? name.slice(folderOf(path).length) : name;
}

function folderOf(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

import { isValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { POWERTOOLS } from "../../../services/lambda/layers/publishers.ts";
import {
  type LayerVersions,
  PYTHON_1,
  PYTHON_2,
  PYTHON_3,
  TYPESCRIPT_1,
  TYPESCRIPT_2,
} from "./powertools-versions.ts";

/** A package of a registry that has what a public layer has. */
export interface LayerStandIn {
  /** The layer's ARN. */
  readonly arn: string;
  readonly family: "python" | "node";
  /** What is installed, as pip or npm takes it. */
  readonly packages: readonly string[];
  /** `the package aws-lambda-powertools 2.35.0` */
  readonly what: string;
}

interface KnownLayer {
  readonly account: string;
  readonly name: RegExp;
  readonly family: LayerStandIn["family"];
  readonly package: string;
  readonly major: number;
  readonly versions: LayerVersions;
  packagesOf(version: string | undefined): readonly string[];
}

const PYTHON = { account: POWERTOOLS.python, family: "python", package: "aws-lambda-powertools" } as const;
const TYPESCRIPT = {
  account: POWERTOOLS.typescript,
  family: "node",
  package: "@aws-lambda-powertools/*",
} as const;

/** With the extras that the layer has, and the SDK that AWS's runtime has. */
const powertools = (extras: string, major: number) => (version: string | undefined) => [
  `aws-lambda-powertools[${extras}]${version === undefined ? `>=${major},<${major + 1}` : `==${version}`}`,
];

/** The publishers of these layers release the same as packages; layers are theirs by account and name. */
const KNOWN: readonly KnownLayer[] = [
  {
    ...PYTHON,
    name: /^AWSLambdaPowertoolsPython(?:-Arm64)?$/,
    major: 1,
    versions: PYTHON_1,
    packagesOf: powertools("pydantic", 1),
  },
  {
    ...PYTHON,
    name: /^AWSLambdaPowertoolsPythonV2(?:-Arm64)?$/,
    major: 2,
    versions: PYTHON_2,
    packagesOf: powertools("all,aws-sdk", 2),
  },
  {
    ...PYTHON,
    name: /^AWSLambdaPowertoolsPythonV3-python3\d{1,2}-(?:arm64|x86_64)$/,
    major: 3,
    versions: PYTHON_3,
    packagesOf: powertools("all,aws-sdk", 3),
  },
  {
    ...TYPESCRIPT,
    name: /^AWSLambdaPowertoolsTypeScript$/,
    major: 1,
    versions: TYPESCRIPT_1,
    packagesOf: (version) => utilitiesOf(version, 1),
  },
  {
    ...TYPESCRIPT,
    name: /^AWSLambdaPowertoolsTypeScriptV2$/,
    major: 2,
    versions: TYPESCRIPT_2,
    packagesOf: (version) => utilitiesOf(version, 2),
  },
];

/** What the layer has, with the minor version of its major one from which it has that. */
const UTILITIES: readonly (readonly [name: string, since: Readonly<Record<number, number>>])[] = [
  ["commons", { 1: 0, 2: 0 }],
  ["logger", { 1: 0, 2: 0 }],
  ["metrics", { 1: 0, 2: 0 }],
  ["tracer", { 1: 0, 2: 0 }],
  ["parameters", { 1: 14, 2: 0 }],
  ["idempotency", { 1: 14, 2: 0 }],
  ["batch", { 1: 14, 2: 0 }],
  ["jmespath", { 2: 1 }],
  ["parser", { 2: 9 }],
  ["event-handler", { 2: 31 }],
];
const CLIENTS = [
  "client-dynamodb",
  "util-dynamodb",
  "client-ssm",
  "client-secrets-manager",
  "client-appconfigdata",
].map((name) => `@aws-sdk/${name}@3`);

function utilitiesOf(version: string | undefined, major: number): readonly string[] {
  const minor = version === undefined ? Number.POSITIVE_INFINITY : Number(version.split(".")[1]);
  const names = UTILITIES.filter(([, since]) => (since[major] ?? Number.NaN) <= minor).map(([name]) => name);
  return [...names.map((name) => `@aws-lambda-powertools/${name}@${version ?? major}`), ...CLIENTS];
}

const ARN = /^arn:aws:lambda:([a-z0-9-]{1,40}):(\d{12}):layer:([\w-]{1,140}):(\d{1,9})$/;

/** What stands for a public layer of this region; undefined for every other layer. */
export function standInFor(arn: string, { region }: Pick<Scope, "region">): LayerStandIn | undefined {
  const [, where, account, name = "", number] = ARN.exec(arn) ?? [];
  const known = KNOWN.find((one) => one.account === account && one.name.test(name));
  if (known === undefined || where !== region) return undefined;
  const version = known.versions.get(Number(number));
  const { family, major } = known;
  const what = `the package ${known.package} ${version ?? `${major} (the newest of it: which one the layer has is not known here)`}`;
  return { arn, family, packages: known.packagesOf(version), what };
}

/**
 * An item of `Layers` as an ARN: a text, `Fn::Sub` of pseudo parameters, or `Ref` of a parameter; else undefined.
 * What is not known of it stays as it is written.
 */
export function layerTextOf(
  layer: Value,
  { scope, parameters }: { readonly scope: Scope; readonly parameters: ReadonlyMap<string, string> },
): string | undefined {
  const { Ref: name, "Fn::Sub": pattern } = isValueMap(layer) ? layer : {};
  if (typeof name === "string") return parameters.get(name);
  if (typeof layer === "string") return layer;
  if (typeof pattern !== "string") return undefined;
  const values = new Map([
    ...parameters,
    ["AWS::Partition", "aws"],
    ["AWS::Region", scope.region],
    ["AWS::AccountId", scope.accountId],
  ]);
  return pattern.replace(/\$\{([\w:]{1,255})\}/g, (whole, one: string) => values.get(one) ?? whole);
}

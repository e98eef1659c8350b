import type { ResourceSchema, SchemaMap, SchemaNode } from "../../../cloudformation/schemas/schema.ts";
import { asMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { isRetiredRuntime } from "../../../services/lambda/functions/runtimes.ts";
import { stackNameOf } from "../samconfig.ts";
import type { Finding } from "../unsupported/finding.ts";
import { nearestName } from "./nearest-name.ts";

/** What helps where AWS refuses a resource; undefined where its text says enough. */
export type Advice = (logicalId: string, reason: string) => string | undefined;

interface Advised {
  /** Absolute path of the project's folder. */
  readonly folder: string;
  readonly stackName: string;
  /** As the serverless transform has expanded it. */
  readonly template: ValueMap;
  readonly schemas: SchemaMap;
}

/** What helps where a text of AWS names what no template shows. */
const KNOWN: readonly (readonly [text: string, help: string])[] = [
  [
    "CloudWatch Logs role ARN must be set in account settings",
    "an AWS::ApiGateway::Account with CloudWatchRoleArn, which the stage depends on; on AWS the account may have it from before",
  ],
  [
    "Template format error: Unrecognized resource types: [AWS::Serverless::",
    "the line Transform: AWS::Serverless-2016-10-31 at the top of the template makes them known",
  ],
];

export function adviceFor({ folder, stackName, template, schemas }: Advised): Advice {
  // A stack that nothing names is called after its folder: another name may be taken.
  const isCalledAfterFolder = stackName === stackNameOf(folder);
  const ofName = (reason: string) =>
    isCalledAfterFolder && reason.includes(stackName)
      ? `the stack is called ${stackName} after its folder; stack_name in samconfig.toml gives another name`
      : undefined;
  return (logicalId, reason) =>
    KNOWN.find(([text]) => reason.startsWith(text))?.[1] ??
    ofRuntime(reason) ??
    ofAccount(reason, resourceOf(template, logicalId).properties) ??
    ofKey(reason, schemas.get(resourceOf(template, logicalId).type)) ??
    ofName(reason);
}

function ofRuntime(reason: string): string | undefined {
  const runtime = /^The runtime parameter of (\S+) is no longer supported/.exec(reason)?.[1];
  if (runtime === undefined) return undefined;
  return isRetiredRuntime(runtime)
    ? "AWS has retired it: name a newer one, or run it here all the same with --allow-retired-runtimes"
    : "AWS has retired it, and nothing here runs it: name a newer one";
}

/** Who wrote the account's number into a template deploys it there. */
function ofAccount(reason: string, properties: ValueMap): string | undefined {
  if (!reason.startsWith("Cross-account pass role is not allowed")) return undefined;
  const role = Object.values(properties).find((value) => typeof value === "string" && ROLE.test(value));
  const account = ROLE.exec(String(role))?.[1];
  if (account === undefined) return undefined;
  return `the role is of the account ${account}; --account ${account} makes this cloud that account`;
}

const ROLE = /^arn:aws:iam::(\d{12}):role\//;

/** The property that was probably meant. */
function ofKey(reason: string, schema: ResourceSchema | undefined): string | undefined {
  const key = /: extraneous key \[(\w{1,255})\] is not permitted/.exec(reason)?.[1];
  if (key === undefined || schema === undefined) return undefined;
  const nodes: SchemaNode[] = [schema, ...Object.values(schema.definitions ?? {})];
  const name = nearestName(
    key,
    nodes.flatMap(({ properties = {} }) => Object.keys(properties)),
  );
  return name === undefined ? undefined : `is ${name} meant?`;
}

/** Of a type that is not known, the one that was probably meant. */
export function typeMeant(
  { kind, what }: Pick<Finding, "kind" | "what">,
  types: readonly string[],
): string | undefined {
  const name = kind === "type" ? nearestName(what.replace(/^the type /, ""), types) : undefined;
  return name === undefined ? undefined : `is ${name} meant?`;
}

function resourceOf(template: ValueMap, logicalId: string) {
  const resource = asMap(asMap(template["Resources"])[logicalId]);
  return { type: String(resource["Type"]), properties: asMap(resource["Properties"]) };
}

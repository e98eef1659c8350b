import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { isRetiredRuntime } from "../../../services/lambda/functions/runtimes.ts";
import { stackNameOf } from "../samconfig.ts";

/** What helps where AWS refuses a resource; undefined where its text says enough. */
export type Advice = (logicalId: string, reason: string) => string | undefined;

interface Advised {
  /** Absolute path of the project's folder. */
  readonly folder: string;
  readonly stackName: string;
  /** As the serverless transform has expanded it. */
  readonly template: ValueMap;
}

/** What helps where a text of AWS names what no template shows. */
const KNOWN: readonly (readonly [text: string, help: string])[] = [
  [
    "CloudWatch Logs role ARN must be set in account settings",
    "an AWS::ApiGateway::Account with CloudWatchRoleArn, which the stage depends on; on AWS the account may have it from before",
  ],
];

export function adviceFor({ folder, stackName, template }: Advised): Advice {
  // A stack that nothing names is called after its folder: another name may be taken.
  const isCalledAfterFolder = stackName === stackNameOf(folder);
  const ofName = (reason: string) =>
    isCalledAfterFolder && reason.includes(stackName)
      ? `the stack is called ${stackName} after its folder; stack_name in samconfig.toml gives another name`
      : undefined;
  return (logicalId, reason) =>
    KNOWN.find(([text]) => reason.startsWith(text))?.[1] ??
    ofRuntime(reason) ??
    ofAccount(reason, resourceOf(template, logicalId)) ??
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

function resourceOf(template: ValueMap, logicalId: string): ValueMap {
  const resources = template["Resources"];
  const resource = isValueMap(resources) ? resources[logicalId] : undefined;
  const properties = isValueMap(resource) ? resource["Properties"] : undefined;
  return isValueMap(properties) ? properties : {};
}

import { isOfHere, parseArn, regionalArn, type Scope } from "../../../core/arns.ts";

export const DEFAULT_BUS = "default";

const BUS = "event-bus/";
const RULE = "rule/";

/** What names a rule. */
export interface RuleKey {
  /** Name of its bus. */
  readonly bus: string;
  readonly name: string;
}

export function busArn(scope: Scope, name: string): string {
  return regionalArn(scope, "events", `${BUS}${name}`);
}

/** Rules of the default bus are named without it. */
export function ruleArn(scope: Scope, { bus, name }: RuleKey): string {
  return regionalArn(scope, "events", bus === DEFAULT_BUS ? `${RULE}${name}` : `${RULE}${bus}/${name}`);
}

/** Undefined for what is no bus of this account and region. */
export function busInArn(arn: string, scope: Scope): string | undefined {
  const resource = ownResource(arn, scope);
  return resource?.startsWith(BUS) === true ? resource.slice(BUS.length) : undefined;
}

/** Undefined for what is no rule of this account and region. */
export function ruleInArn(arn: string, scope: Scope): RuleKey | undefined {
  const resource = ownResource(arn, scope);
  if (resource?.startsWith(RULE) !== true) return undefined;
  const path = resource.slice(RULE.length);
  const slash = path.lastIndexOf("/");
  if (slash === -1) return { bus: DEFAULT_BUS, name: path };
  return { bus: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** Name of the bus that an operation names by name or ARN; the ARN of another account's stays as it is. */
export function busNameOf(nameOrArn: string | undefined, scope: Scope): string {
  if (nameOrArn === undefined) return DEFAULT_BUS;
  return busInArn(nameOrArn, scope) ?? nameOrArn;
}

function ownResource(text: string, scope: Scope): string | undefined {
  const arn = parseArn(text);
  return arn?.service === "events" && isOfHere(arn, scope) ? arn.resource : undefined;
}

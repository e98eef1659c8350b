import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { RuleAddress } from "./addresses.ts";

type Caller = Pick<ConsoleContext, "call">;

export interface RuleView {
  readonly Name: string;
  readonly Arn: string;
  readonly EventBusName: string;
  /** JSON text. */
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State: string;
  readonly Description?: string;
}

export interface TargetView {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputTemplate: string };
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

export interface RulesPage {
  readonly rules: readonly RuleView[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;

interface Listed {
  readonly Rules?: readonly RuleView[];
  readonly NextToken?: string;
}

interface AskedRules {
  readonly bus: string;
  readonly prefix: string;
  readonly token: string | null;
}

/** @throws AwsError ResourceNotFoundException for a bus that is not there */
export async function readRules(console: Caller, { bus, prefix, token }: AskedRules): Promise<RulesPage> {
  const { Rules = [], NextToken } = await console.call<Listed>("events", "ListRules", {
    EventBusName: bus,
    Limit: ON_A_PAGE,
    ...(prefix === "" ? {} : { NamePrefix: prefix }),
    ...(token === null ? {} : { NextToken: token }),
  });
  return { rules: Rules, next: NextToken };
}

/** Of the default bus; undefined where there are more than a page of AWS has. */
export async function countRules(console: Caller): Promise<number | undefined> {
  const { Rules = [], NextToken } = await console.call<Listed>("events", "ListRules", { Limit: 100 });
  return NextToken === undefined ? Rules.length : undefined;
}

/** Names of the buses, at most a hundred. */
export async function readBuses(console: Caller): Promise<readonly string[]> {
  const { EventBuses = [] } = await console.call<{ EventBuses?: readonly { readonly Name: string }[] }>(
    "events",
    "ListEventBuses",
    { Limit: 100 },
  );
  return EventBuses.map(({ Name }) => Name);
}

/** @throws AwsError ResourceNotFoundException */
export function readRule(console: Caller, { bus, name }: RuleAddress): Promise<RuleView> {
  return console.call<RuleView>("events", "DescribeRule", { Name: name, EventBusName: bus });
}

/** All: a rule has five, or a few more. */
export async function readTargets(
  console: Caller,
  { bus, name }: RuleAddress,
): Promise<readonly TargetView[]> {
  const { Targets = [] } = await console.call<{ Targets?: readonly TargetView[] }>(
    "events",
    "ListTargetsByRule",
    {
      Rule: name,
      EventBusName: bus,
    },
  );
  return Targets;
}

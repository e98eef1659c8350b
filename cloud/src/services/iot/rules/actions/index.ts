import type { Action } from "../../../../wire/models/generated/iot.types.ts";
import { iotErrors } from "../../shared/errors.ts";
import { parseTemplate } from "../sql/template.ts";
import type { ActionKind, RuleRun } from "./action.ts";
import { dynamoDB, dynamoDBv2 } from "./dynamodb.ts";
import { lambda } from "./lambda.ts";
import { sns, sqs } from "./messaging.ts";
import { republish } from "./republish.ts";

type Kinds = { readonly [Name in keyof Action]?: ActionKind<NonNullable<Action[Name]>> };

const KINDS: Kinds = { dynamoDB, dynamoDBv2, lambda, republish, sns, sqs };

/** Actions of AWS's model that are refused by name. */
export const UNSUPPORTED_ACTIONS = [
  "cloudwatchAlarm",
  "cloudwatchLogs",
  "cloudwatchMetric",
  "elasticsearch",
  "firehose",
  "http",
  "influxDB",
  "iotAnalytics",
  "iotEvents",
  "iotSiteWise",
  "kafka",
  "kinesis",
  "location",
  "openSearch",
  "s3",
  "salesforce",
  "stepFunctions",
  "timestream",
] as const satisfies readonly (keyof Action)[];

interface Known {
  readonly kind: ActionKind;
  readonly given: never;
}

/** @throws AwsError InvalidRequestException for what is not exactly one action */
function known(action: Action): Known {
  const [name, second] = Object.keys(action);
  const kind = name !== undefined && Object.hasOwn(KINDS, name) ? KINDS[name as keyof Kinds] : undefined;
  if (kind === undefined || second !== undefined) {
    throw iotErrors.invalidRequest("An action must have exactly one type.");
  }
  return { kind: kind as ActionKind, given: action[name as keyof Action] as never };
}

/** @throws AwsError InvalidRequestException, SqlParseException of a substitution */
export function assertAction(action: Action): void {
  const { kind, given } = known(action);
  kind.check?.(given);
  for (const text of kind.templates(given)) parseTemplate(text);
}

/** Roles that an action is given; of what is no action none. */
export function rolesOf(action: Action): readonly string[] {
  return Object.entries(action).flatMap(([name, given]) => {
    const kind = Object.hasOwn(KINDS, name) ? (KINDS[name as keyof Kinds] as ActionKind) : undefined;
    return kind?.role(given as never) ?? [];
  });
}

/** @throws what the destination refuses */
export async function runAction(run: RuleRun, action: Action): Promise<void> {
  const { kind, given } = known(action);
  await kind.run(run, given);
}

export function describeAction(action: Action): {
  readonly failedAction: string;
  readonly failedResource: string;
} {
  const { kind, given } = known(action);
  return { failedAction: kind.failedAction, failedResource: kind.resource(given) };
}

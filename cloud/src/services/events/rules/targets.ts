import { isOfHere, parseArn, type Scope } from "../../../core/arns.ts";
import { unsupported } from "../../../core/errors.ts";
import type { Target } from "../../../wire/models/generated/events.types.ts";
import { placeholdersOf } from "../delivery/input-template.ts";
import { parseJsonPath } from "../delivery/json-path.ts";
import type { EventsContext } from "../shared/context.ts";
import { limitExceeded, validation } from "../shared/errors.ts";
import type { RuleKey } from "../shared/names.ts";
import { requireRule } from "./manager.ts";

/** Of a rule. */
const MOST_TARGETS = 5;

/** Members of a target that this cloud does something with. */
export const TARGET_MEMBERS_UNSUPPORTED = [
  "KinesisParameters",
  "RunCommandParameters",
  "EcsParameters",
  "BatchParameters",
  "HttpParameters",
  "RedshiftDataParameters",
  "SageMakerPipelineParameters",
  "AppSyncParameters",
].map((member) => `Targets.${member}`);

/** What an ARN of this service, with this beginning of its resource, is the target of. */
const KINDS: ReadonlyMap<string, (resource: string) => boolean> = new Map([
  ["lambda", (resource: string) => resource.startsWith("function:")],
  ["sqs", (resource: string) => resource !== ""],
  ["sns", (resource: string) => resource !== ""],
  ["events", (resource: string) => resource.startsWith("event-bus/")],
]);

/**
 * Adds targets; one of the same id takes the former's place.
 * @throws AwsError ValidationException, LimitExceededException, ResourceNotFoundException; by name for
 * what this cloud can not call
 */
export function putTargets(events: EventsContext, key: RuleKey, given: readonly Target[]): void {
  const rule = requireRule(events, key);
  for (const target of given) assertTarget(target, events.scope);
  const targets = new Map(rule.targets.map((target) => [target.Id, target]));
  for (const target of given) targets.set(target.Id, target);
  if (targets.size > MOST_TARGETS) throw limitExceeded();
  events.rules.save({ ...rule, targets: [...targets.values()] });
}

/** Ids that are no target's are no failure. @throws AwsError ResourceNotFoundException */
export function removeTargets(events: EventsContext, key: RuleKey, ids: readonly string[]): void {
  const rule = requireRule(events, key);
  events.rules.save({ ...rule, targets: rule.targets.filter(({ Id }) => !ids.includes(Id)) });
}

function assertTarget(target: Target, scope: Scope): void {
  assertAddress(target, scope);
  assertInput(target);
  const deadLetters = target.DeadLetterConfig?.Arn;
  if (deadLetters !== undefined && !isOwnQueue(deadLetters, scope)) throw malformedArn(deadLetters);
}

/** EVT-7: what an event can not be brought to here is refused when it becomes a target. */
function assertAddress({ Id, Arn, RoleArn, SqsParameters }: Target, scope: Scope): void {
  const arn = parseArn(Arn);
  if (arn === undefined) throw malformedArn(Arn);
  const { service, resource } = arn;
  if (KINDS.get(service)?.(resource) !== true) throw unsupported(`A target of ${service} (${Arn})`);
  if (!isOfHere(arn, scope)) throw unsupported(`A target in another account or region (${Arn})`);
  if (service === "lambda" && RoleArn !== undefined) throw unsupported("RoleArn of a target of lambda");
  if (service === "sqs" && Arn.endsWith(".fifo") && SqsParameters?.MessageGroupId === undefined) {
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  if (service !== "sqs" && SqsParameters !== undefined) {
    throw validation(`Parameter(s) SqsParameters not valid for target: ${Id}.`);
  }
}

function assertInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  const given = [Input, InputPath, InputTransformer].filter((way) => way !== undefined);
  if (given.length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw validation(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && parseJsonPath(InputPath) === undefined) {
    throw validation(`Invalid InputPath for target ${Id}.`);
  }
  if (InputTransformer === undefined) return;
  const { InputPathsMap: paths = {}, InputTemplate: template } = InputTransformer;
  for (const [name, path] of Object.entries(paths)) {
    if (/^aws\./i.test(name)) throw validation(`InputPathsMap for target ${Id} has invalid key ${name}.`);
    if (parseJsonPath(path) === undefined) throw validation(`Invalid InputPath for target ${Id}.`);
  }
  const unknown = placeholdersOf(template).find((name) => !Object.hasOwn(paths, name));
  if (unknown !== undefined) {
    throw validation(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
  }
}

function isOwnQueue(text: string, scope: Scope): boolean {
  const arn = parseArn(text);
  return arn?.service === "sqs" && isOfHere(arn, scope);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const malformedArn = (arn: string) =>
  validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);

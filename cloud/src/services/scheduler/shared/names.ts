import { isOfHere, parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import { DEFAULT_GROUP } from "./constants.ts";

const SCHEDULE = "schedule/";
const GROUP = "schedule-group/";

/** What names a schedule. */
export interface ScheduleKey {
  readonly group: string;
  readonly name: string;
}

export function scheduleArn(scope: Scope, { group, name }: ScheduleKey): string {
  return regionalArn(scope, "scheduler", `${SCHEDULE}${group}/${name}`);
}

export function groupArn(scope: Scope, name: string): string {
  return regionalArn(scope, "scheduler", `${GROUP}${name}`);
}

export function keyOf(input: { readonly GroupName?: string; readonly Name: string }): ScheduleKey {
  return { group: input.GroupName ?? DEFAULT_GROUP, name: input.Name };
}

/** Undefined for what is no schedule of this account and region. */
export function scheduleInArn(text: string, scope: Scope): ScheduleKey | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "scheduler" || !isOfHere(arn, scope) || !arn.resource.startsWith(SCHEDULE)) {
    return undefined;
  }
  const [group = "", name = "", ...more] = arn.resource.slice(SCHEDULE.length).split("/");
  return name === "" || more.length > 0 ? undefined : { group, name };
}

/** Name of the group that the ARN is, or whose schedule it is; undefined for another. */
export function groupInArn(text: string, scope: Scope): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "scheduler" || !isOfHere(arn, scope)) return undefined;
  if (arn.resource.startsWith(GROUP)) return arn.resource.slice(GROUP.length);
  return arn.resource.startsWith(SCHEDULE) ? arn.resource.split("/")[1] : undefined;
}

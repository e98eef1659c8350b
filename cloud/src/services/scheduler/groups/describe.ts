import type { Scope } from "../../../core/arns.ts";
import type { ScheduleGroup } from "../shared/group-store.ts";
import { groupArn } from "../shared/names.ts";

/** A group as AWS shows it; times in epoch seconds. */
export function describedGroup(scope: Scope, { name, createdAt, modifiedAt }: ScheduleGroup) {
  return {
    Arn: groupArn(scope, name),
    Name: name,
    State: "ACTIVE",
    CreationDate: createdAt === undefined ? undefined : createdAt / 1000,
    LastModificationDate: modifiedAt === undefined ? undefined : modifiedAt / 1000,
  };
}

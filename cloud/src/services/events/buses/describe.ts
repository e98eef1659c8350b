import type { Scope } from "../../../core/arns.ts";
import type { EventBus } from "../shared/bus.ts";
import { busArn } from "../shared/names.ts";

/** A bus as AWS shows it; times in epoch seconds. */
export function describedBus(scope: Scope, { name, description, policy, createdAt, modifiedAt }: EventBus) {
  return {
    Name: name,
    Arn: busArn(scope, name),
    Description: description,
    Policy: policy,
    CreationTime: createdAt === undefined ? undefined : createdAt / 1000,
    LastModifiedTime: modifiedAt === undefined ? undefined : modifiedAt / 1000,
  };
}

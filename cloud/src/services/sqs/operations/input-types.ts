import type { Member, Shape } from "../../../wire/models/constraints.ts";
import { modelledInput } from "../../../wire/models/index.ts";

/**
 * The members of an operation and their types. What is missing or out of bounds SQS tells in words of its
 * own, not in the sentences of the model.
 */
export function inputOf(operation: string): Shape {
  return typesOf(modelledInput("sqs", operation));
}

function typesOf(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).map(([name, member]) => [name, typeOf(member)]));
}

function typeOf({ type, items, keys, members, wire }: Member): Member {
  return {
    type,
    ...(wire === undefined ? {} : { wire }),
    ...(items === undefined ? {} : { items: typeOf(items) }),
    ...(keys === undefined ? {} : { keys: typeOf(keys) }),
    ...(members === undefined ? {} : { members: typesOf(members) }),
  };
}

import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { RulePorts } from "../rules/context.ts";

/** Something that an action brought somewhere. */
export interface Brought {
  /** ARN or name of a table. */
  readonly to: string;
  readonly caller: Caller;
  /** Text, or an item. */
  readonly what: unknown;
  readonly structure?: string | undefined;
}

export interface TestRulePorts extends Omit<RulePorts, "roleAssumer" | "roles"> {
  readonly brought: Brought[];
  /** Destinations that refuse. */
  readonly closed: Set<string>;
}

/** Destinations in memory. */
export function testRulePorts(): TestRulePorts {
  const brought: Brought[] = [];
  const closed = new Set<string>();
  const take = (to: string, caller: Caller, what: unknown, structure?: string): string => {
    if (closed.has(to)) throw new AwsError("AccessDeniedException", `${to} is not for you`, 403);
    brought.push({ to, caller, what, ...(structure === undefined ? {} : { structure }) });
    return "id";
  };
  return {
    brought,
    closed,
    functionEvents: {
      invoke: ({ functionArn, payload, caller }) => void take(functionArn, caller, JSON.parse(payload)),
    },
    messageQueues: { send: (caller, arn, { body }) => take(arn, caller, body) },
    snsTopics: {
      publish: (caller, arn, { message, messageStructure }) => take(arn, caller, message, messageStructure),
    },
    tableItems: {
      put: async (caller, table, item) => void take(table, caller, item),
    },
  };
}

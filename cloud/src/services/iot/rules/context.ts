import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { RoleAssumer, RoleFinder } from "../../../core/ports/credentials.ts";
import type { FunctionEvents } from "../../../core/ports/function-events.ts";
import type { MessageQueues } from "../../../core/ports/message-queues.ts";
import type { SnsTopics } from "../../../core/ports/sns-topics.ts";
import type { TableItems } from "../../../core/ports/table-items.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Message, MessageOrigin } from "../broker/message.ts";
import type { RuleStore } from "./store.ts";

/** What actions of rules reach. */
export interface RulePorts {
  readonly functionEvents: Pick<FunctionEvents, "invoke">;
  readonly messageQueues: Pick<MessageQueues, "send">;
  readonly snsTopics: Pick<SnsTopics, "publish">;
  readonly tableItems: TableItems;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
}

/** What running an action stands on. */
export interface ActionContext extends RulePorts {
  readonly scope: Scope;
  readonly authorization: Authorization;
  readonly publish: (message: Message, origin: MessageOrigin) => void;
}

/** What rules stand on when they are made. */
export interface RulesContext {
  readonly rules: RuleStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

import type { Scope } from "../../../core/arns.ts";
import type { AdministratorCaller, Caller, RoleCaller } from "../../../core/caller.ts";
import type { Authorization, Decision } from "../../../core/ports/authorization.ts";
import type { Why } from "../../../core/why.ts";
import { type IotAction, type IotQuestion, policyQuestion } from "./question.ts";

/** Who is at the other end, and what the policies let them do. */
export interface IotPrincipal {
  /** Names the identity; a persistent session belongs to it. */
  readonly id: string;
  /** As `principal()` of rules tells it, where it is not the id. */
  readonly userId?: string;
  /** Stands in front of every client id; `$` keeps others from having such an id. */
  readonly clientIdPrefix?: string;
  may(question: IotQuestion): boolean;
  /** Why not, for the trace. */
  why?(question: IotQuestion): Why | undefined;
}

/** What it takes to ask the policies. */
export interface PolicyAccess {
  readonly authorization: Authorization;
  readonly scope: Scope;
}

interface IamPrincipalOptions extends PolicyAccess {
  readonly caller: Caller;
}

// IOT-4: callers with IAM credentials are evaluated against IAM policies, action by action.
export function createIamPrincipal({ caller, authorization, scope }: IamPrincipalOptions): IotPrincipal {
  const decide = (question: IotQuestion): Decision =>
    authorization.decide({ caller, ...policyQuestion(scope, question) });
  return {
    id: callerId(caller),
    ...("userId" in caller ? { userId: caller.userId } : {}),
    may: (question) => decide(question).allowed,
    why: (question) => decide(question).why,
  };
}

/** A role is one identity whatever its session is called. */
function callerId(caller: Caller): string {
  if (caller.kind === "role") return (caller satisfies RoleCaller).roleArn;
  if (caller.kind === "administrator") return (caller satisfies AdministratorCaller).arn;
  return caller.kind;
}

const WATCHER_ACTIONS: ReadonlySet<IotAction> = new Set(["Connect", "Subscribe", "Receive"]);

/**
 * IOT-2: a client without credentials on the loopback port stands for the MQTT test client of
 * AWS's console: it sees everything, publishes nothing and takes nothing away from others: IOT-19
 * neither their client ids nor their part of a shared subscription.
 */
export const loopbackWatcher: IotPrincipal = {
  id: "loopback-watcher",
  clientIdPrefix: "$watcher-",
  may: ({ action, resource }) => WATCHER_ACTIONS.has(action) && !resource.startsWith("topicfilter/$share/"),
  why: () => ({
    reason: "publish-refused",
    had: { fault: "a client without credentials may only watch" },
  }),
};

import type { Scope } from "../../../core/arns.ts";
import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Authorization, ConditionContext } from "../../../core/ports/authorization.ts";
import type { FunctionEvents, ServiceEvent } from "../../../core/ports/function-events.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { ASYNC_REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { functionNotFound, requestTooLarge } from "../shared/errors.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { Dispatcher, Target } from "./dispatcher.ts";
import { assertCallerPermitted, assertPermitted } from "./invoker.ts";

interface Options {
  readonly dispatcher: Pick<Dispatcher, "find">;
  readonly asyncQueue: Pick<AsyncQueue, "add" | "addPassing">;
  readonly authorization: Authorization;
  readonly scope: Scope;
  /** Condition keys of the tags of the function of that name. */
  readonly tagKeysOf: (name: string) => ConditionContext;
}

/** Events that other services send to functions. */
export function createFunctionEvents(options: Options): FunctionEvents {
  const { dispatcher, asyncQueue, authorization, scope } = options;
  const permitted = ({ functionArn, caller }: Pick<ServiceEvent, "functionArn" | "caller">) => {
    const reference = parseReference(functionArn, "", scope);
    const target = dispatcher.find(reference);
    if (target === undefined) throw functionNotFound(functionArn);
    if (caller.kind === "service") assertServiceMay(authorization, target, caller);
    else assertCallerPermitted(authorization, { target, caller, context: options.tagKeysOf(reference.name) });
    return reference;
  };
  return {
    send: ({ functionArn, payload, onAbandoned }) => {
      const reference = parseReference(functionArn, "", scope);
      if (dispatcher.find(reference) === undefined) throw functionNotFound(functionArn);
      asyncQueue.addPassing(reference, { payload }, onAbandoned);
    },
    invoke: ({ payload, ...event }) => {
      const reference: FunctionReference = permitted(event);
      if (Buffer.byteLength(payload) > ASYNC_REQUEST_LIMIT_BYTES) {
        throw requestTooLarge(ASYNC_REQUEST_LIMIT_BYTES);
      }
      asyncQueue.add(reference, { payload });
    },
    refusalOf: (event) => {
      try {
        permitted(event);
        return undefined;
      } catch (error) {
        if (error instanceof AwsError) return error;
        throw error;
      }
    },
  };
}

/** Of an event it is told who sends it: nobody waits for it. */
function assertServiceMay(authorization: Authorization, target: Target, caller: ServiceCaller): void {
  try {
    assertPermitted(authorization, target, caller);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw error.knowing({ had: { ...error.why?.had, actor: caller.service, for: caller.sourceArn } });
  }
}

import type { Scope } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { FunctionEvents, ServiceEvent } from "../../../core/ports/function-events.ts";
import { resourceTags, type Tags } from "../../../wire/tag-keys.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { ASYNC_REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { accessDenied, functionNotFound, requestTooLarge } from "../shared/errors.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { Dispatcher, Target } from "./dispatcher.ts";
import { assertPermitted } from "./invoker.ts";

interface Options {
  readonly dispatcher: Pick<Dispatcher, "find">;
  readonly asyncQueue: Pick<AsyncQueue, "add" | "addPassing">;
  readonly authorization: Authorization;
  readonly scope: Scope;
  /** Tags of the function of that name. */
  readonly tagsOf: (name: string) => Tags | undefined;
}

/** Events that other services send to functions. */
export function createFunctionEvents(options: Options): FunctionEvents {
  const { dispatcher, asyncQueue, authorization, scope } = options;
  const permitted = ({ functionArn, caller }: Pick<ServiceEvent, "functionArn" | "caller">) => {
    const reference = parseReference(functionArn, "", scope);
    const target = dispatcher.find(reference);
    if (target === undefined) throw functionNotFound(functionArn);
    if (caller.kind === "service") assertPermitted(authorization, target, caller);
    else assertRoleMay(authorization, { target, caller, tags: options.tagsOf(reference.name) });
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

interface RoleCall {
  readonly target: Target;
  readonly caller: RoleCaller;
  readonly tags: Tags | undefined;
}

/** LAM-2: who acts from inside in a role needs what the role needs over the network. */
function assertRoleMay(authorization: Authorization, { target, caller, tags }: RoleCall): void {
  const { allowed, message, why } = authorization.decide({
    caller,
    action: "lambda:InvokeFunction",
    resource: target.invokedArn,
    context: resourceTags(tags),
    resourcePolicy: target.policy,
  });
  if (allowed) return;
  const error = accessDenied(message);
  throw why === undefined ? error : error.because(why);
}

import type { Scope } from "../../../core/arns.ts";
import type { FunctionEvents } from "../../../core/ports/function-events.ts";
import { parseReference } from "../functions/names.ts";
import { functionNotFound } from "../shared/errors.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { Dispatcher } from "./dispatcher.ts";

interface Options {
  readonly dispatcher: Pick<Dispatcher, "find">;
  readonly asyncQueue: Pick<AsyncQueue, "add">;
  readonly scope: Scope;
}

/** Events that CloudFormation sends to functions of templates. */
export function createFunctionEvents({ dispatcher, asyncQueue, scope }: Options): FunctionEvents {
  return {
    send: ({ functionArn, payload, onAbandoned }) => {
      const reference = parseReference(functionArn, "", scope);
      if (dispatcher.find(reference) === undefined) throw functionNotFound(functionArn);
      asyncQueue.add(reference, { payload }, onAbandoned);
    },
  };
}

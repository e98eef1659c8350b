import type { FunctionsContext } from "../functions/context.ts";
import type { AsyncQueue } from "../invocation/async-queue.ts";
import type { Dispatcher } from "../invocation/dispatcher.ts";

/** What the operations of the service work with. */
export interface LambdaContext extends FunctionsContext {
  readonly dispatcher: Dispatcher;
  readonly asyncQueue: AsyncQueue;
}

import type { EventSourcesContext } from "../event-sources/context.ts";
import type { AsyncQueue } from "../invocation/async-queue.ts";
import type { Dispatcher } from "../invocation/dispatcher.ts";
import type { UrlsContext } from "../urls/context.ts";

/** What the operations of the service work with. */
export interface LambdaContext extends UrlsContext, EventSourcesContext {
  readonly dispatcher: Dispatcher;
  readonly asyncQueue: AsyncQueue;
}

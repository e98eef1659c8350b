import { systemTimers, type Timers } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Logger } from "../../core/logger.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { Stacks } from "../engine/stacks.ts";
import { customResourceProvider } from "./AWS-CloudFormation-CustomResource.ts";
import { stackProvider } from "./AWS-CloudFormation-Stack.ts";
import { waitConditionProvider } from "./AWS-CloudFormation-WaitCondition.ts";
import { waitConditionHandleProvider } from "./AWS-CloudFormation-WaitConditionHandle.ts";
import { createConversations } from "./custom/conversation.ts";
import { createResponseAddresses } from "./custom/response-addresses.ts";
import { RESPONSE_PATH, type ResponseMatch, takeResponse } from "./custom/response-http.ts";
import { createNestedStacks } from "./nested/nested-stacks.ts";
import { createWaitHandles } from "./wait/handles.ts";
import { SIGNAL_PATH, type SignalMatch, takeSignal } from "./wait/signal-http.ts";
import { createWaiting } from "./wait/waiting.ts";

export interface ResourceDependencies {
  readonly database: Database;
  readonly functionEvents: Pick<FunctionEvents, "refusalOf" | "send">;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  readonly timers?: Timers;
  readonly logger: Logger;
  readonly stacks: Stacks;
}

/** CloudFormation's own resource types. */
export interface Resources {
  readonly providers: readonly ResourceProvider[];
  takeResponse(request: HttpRequest, match: ResponseMatch): Promise<HttpResponse>;
  takeSignal(request: HttpRequest, match: SignalMatch): Promise<HttpResponse>;
  /** Ends all that wait for a response or a signal. */
  close(): void;
}

export function createResources(deps: ResourceDependencies): Resources {
  const addresses = createResponseAddresses(deps.randomness, `${deps.endpoints.loopback}${RESPONSE_PATH}`);
  const timers = deps.timers ?? systemTimers;
  const conversations = createConversations({ ...deps, timers, addresses });
  const handles = createWaitHandles({ ...deps, base: `${deps.endpoints.loopback}${SIGNAL_PATH}` });
  const waiting = createWaiting({ ...deps, timers, handles });
  return {
    providers: [
      customResourceProvider(conversations),
      stackProvider(createNestedStacks(deps)),
      waitConditionHandleProvider(handles),
      waitConditionProvider(waiting),
    ],
    takeResponse: (request, match) => takeResponse(addresses, request, match),
    takeSignal: (request, match) => takeSignal(handles, request, match),
    close: () => {
      conversations.close();
      waiting.close();
    },
  };
}

import type { ExpansionContext, ServerlessResource } from "../expansion/expansion-context.ts";
import type { PropertyRules } from "../expansion/property-rules.ts";
import { checkStateMachine, STATE_MACHINE_PROPERTIES } from "./state-machine.ts";
import { checkWebSocketApi, WEB_SOCKET_PROPERTIES } from "./web-socket-api.ts";

interface Checks {
  readonly rules: PropertyRules;
  readonly check: (resource: ServerlessResource, context: ExpansionContext) => void;
}

/**
 * Types that are not supported here, and of which it is known what the real transform refuses: a template
 * that AWS refuses is refused in its words, whatever else of it is not supported.
 */
export const CHECKED_ONLY: ReadonlyMap<string, Checks> = new Map([
  ["AWS::Serverless::StateMachine", { rules: STATE_MACHINE_PROPERTIES, check: checkStateMachine }],
  ["AWS::Serverless::WebSocketApi", { rules: WEB_SOCKET_PROPERTIES, check: checkWebSocketApi }],
]);

import { unsupported } from "../../../core/errors.ts";
import type { IotOperation } from "../http/service.ts";

/** Data-plane operations of AWS that are refused by name. */
const UNSUPPORTED = [
  ["GetThingShadow", "GET", "/things/{thingName}/shadow"],
  ["UpdateThingShadow", "POST", "/things/{thingName}/shadow"],
  ["DeleteThingShadow", "DELETE", "/things/{thingName}/shadow"],
  ["ListNamedShadowsForThing", "GET", "/api/things/shadow/ListNamedShadowsForThing/{thingName}"],
  ["DeleteConnection", "DELETE", "/connections/{clientId}"],
  ["GetConnection", "GET", "/connections/{clientId}"],
  ["ListSubscriptions", "GET", "/connections/{clientId}/subscriptions"],
  ["SendDirectMessage", "POST", "/connections/{clientId}/messages/{topic+}"],
] as const;

export const UNSUPPORTED_OPERATIONS: readonly IotOperation[] = UNSUPPORTED.map(([name, method, path]) => ({
  name,
  method,
  path,
  plane: "data",
  run: () => {
    throw unsupported(name);
  },
}));

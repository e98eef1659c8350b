import { parseBindings } from "../../../wire/protocols/rest-json.ts";

/** Operations of the data plane's service model (2015-05-28) that are refused by name. */
export const UNSUPPORTED_DATA_OPERATIONS = parseBindings([
  "DELETE /connections/{clientId} DeleteConnection",
  "DELETE /things/{thingName}/shadow DeleteThingShadow",
  "GET /connections/{clientId} GetConnection",
  "GET /things/{thingName}/shadow GetThingShadow",
  "GET /api/things/shadow/ListNamedShadowsForThing/{thingName} ListNamedShadowsForThing",
  "GET /connections/{clientId}/subscriptions ListSubscriptions",
  "POST /connections/{clientId}/messages SendDirectMessage",
  "POST /things/{thingName}/shadow UpdateThingShadow",
]);

import { expect, test } from "vitest";
import type { Route } from "../deployment/deployment.ts";
import type { CheckResult } from "../model.ts";
import { apiOf, type CheckParts, runCheckOn } from "../testing/fake-deployment.ts";

const CACHED = { cachingEnabled: true };
const NOT = { cachingEnabled: false };
const NOTHING = "nothing to check";
const BY_CALLER = "method.request.header.Authorization";
/** A guarded route of a stage with these settings of methods. */
function cached(methodSettings: object, route: Partial<Route> = {}, hasCluster = true): CheckParts {
  const api = apiOf({ guard: "COGNITO", ...route });
  const settings = { cacheClusterEnabled: hasCluster, methodSettings } as never;
  Object.assign(api, { stages: api.stages.map((one) => ({ ...one, settings })) });
  return { deployment: { apis: [api] } };
}

const TABLE: readonly (readonly [string, CheckParts, CheckResult["verdict"]])[] = [
  ["a stage cache for everything", cached({ "*/*": CACHED }), "found"],
  ["a cache for this route", cached({ "~1orders/GET": CACHED }), "found"],
  ["a cache for this route, written as AWS may", cached({ "orders/GET": CACHED }), "found"],
  ["a cache for any verb", cached({ "*/*": CACHED }, { method: "ANY" }), "found"],
  ["a cache by who calls", cached({ "*/*": CACHED }, { cacheKeys: [BY_CALLER] }), "held"],
  ["a cache, and none for this route", cached({ "*/*": CACHED, "~1orders/GET": NOT }), NOTHING],
  ["settings of a cache without a cluster", cached({ "*/*": CACHED }, {}, false), NOTHING],
  ["a cache for what everybody may read", cached({ "*/*": CACHED }, { guard: "NONE" }), NOTHING],
  ["a cache for everything, which keeps GET alone", cached({ "*/*": CACHED }, { method: "POST" }), NOTHING],
];

test.each(TABLE)("RTE-14 %s", async (_what, parts, verdict) => {
  expect((await runCheckOn("RTE-14", parts)).verdict).toBe(verdict);
});

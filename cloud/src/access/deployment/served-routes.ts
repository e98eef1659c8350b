import type { DeployedRoute, DeployedStage } from "./deployment.ts";

/** What a deployment says of the methods that it serves, by path and method. */
export type ApiSummary = Readonly<
  Record<
    string,
    Readonly<Record<string, { readonly authorizationType?: string; readonly apiKeyRequired?: boolean }>>
  >
>;

/**
 * The routes that a deployment serves. Where it is older than the API, what its routes asked of callers
 * is known, but not by which authorizer: that is left open.
 * @param summary undefined where the service tells none: then the routes are taken as they are now
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSnapshot.html
 */
export function servedRoutes(
  routes: readonly DeployedRoute[],
  summary: ApiSummary | undefined,
): Omit<DeployedStage, "name"> {
  if (summary === undefined) return { routes, isOlder: false };
  const served = Object.entries(summary).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { authorizationType = "NONE" }]) => {
      const now = routes.find((route) => route.path === path && route.method === method);
      return now?.authorizationType === authorizationType
        ? now
        : olderRoute({ path, method, authorizationType });
    }),
  );
  const isOlder = served.length !== routes.length || served.some((route) => !routes.includes(route));
  return { routes: isOlder ? served : routes, isOlder };
}

function olderRoute(known: Pick<DeployedRoute, "authorizationType" | "method" | "path">): DeployedRoute {
  const isOpen = known.authorizationType === "NONE";
  return {
    ...known,
    authorizationType: isOpen ? "NONE" : `${known.authorizationType} of an older deployment`,
    authorizer: undefined,
    scopes: [],
    apiKeyRequired: false,
    integration: "",
    functionName: undefined,
    refusedBody: undefined,
  };
}

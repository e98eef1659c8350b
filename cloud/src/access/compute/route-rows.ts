import type { DeployedRoute } from "../deployment/deployment.ts";
import {
  askedAsCaller,
  askedOf,
  calledMethod,
  examplePath,
  routeCell,
  type StageRoute,
} from "./route-cell.ts";
import { type PlannedRow, type PlannedSection, planRow, type RowContext } from "./rows.ts";

/** The routes of every stage: another stage is another door. */
export function routeSections(context: RowContext): PlannedSection[] {
  return context.deployment.apis.flatMap((api) =>
    api.stages.map((stage) => ({
      key: `${api.place}/${stage.name}`,
      title: `Routes of ${api.place}, stage ${stage.name}`,
      about: aboutOf(stage.routes),
      rows: stage.routes.map((route) => routeRow(context, { api, stage, route })),
    })),
  );
}

function aboutOf(routes: readonly DeployedRoute[]): string {
  const names = new Set(routes.flatMap(({ authorizer }) => authorizer?.name ?? []));
  if (names.size === 0) return "";
  return `${[...names].sort().join(", ")} takes tokens only: a role's signature counts for nothing here`;
}

function routeRow(context: RowContext, at: StageRoute): PlannedRow {
  const { api, stage, route } = at;
  const title = `${route.method} ${route.path}`;
  const isPreflight =
    route.method === "OPTIONS" && route.integration === "MOCK" && route.authorizationType === "NONE";
  return planRow(context, {
    key: `${api.place}/${stage.name} ${title}`,
    title,
    fold: isPreflight ? "preflight" : undefined,
    subject: {
      kind: "route",
      apiId: api.id,
      stage: stage.name,
      method: calledMethod(at),
      path: examplePath(route.path),
      header: route.authorizer?.header ?? "Authorization",
      refusedBody: route.refusedBody,
      integration: route.integration,
      type: route.authorizationType,
      asked: askedOf(context.deployment, at),
      askedAsCaller: askedAsCaller(context.deployment, at),
    },
    cell: (principal) => routeCell(context.deployment, principal, at),
  });
}

import { EXECUTE_API_PATH } from "../../../core/endpoints.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { RouteView } from "./read.ts";

export const APIS = `${CONSOLE_PATH}apis`;

export function apiAddress(apiId: string): string {
  return `${APIS}/${encodeURIComponent(apiId)}`;
}

export function routeAddress(
  apiId: string,
  { resourceId, method }: Pick<RouteView, "resourceId" | "method">,
): string {
  return `${apiAddress(apiId)}/${encodeURIComponent(resourceId)}/${encodeURIComponent(method)}`;
}

export function functionAddress(name: string): string {
  return `${CONSOLE_PATH}functions/${encodeURIComponent(name)}`;
}

/** Where a stage answers, no trailing slash. */
export function stagePath(apiId: string, stage: string): string {
  return `${EXECUTE_API_PATH}/${apiId}/${stage}`;
}

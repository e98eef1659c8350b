import { isValueMap, type ValueMap } from "../../template/value.ts";
import type { EventOptions } from "../events/event-options.ts";

export const ANY_METHOD = "x-amazon-apigateway-any-method";
export const INTEGRATION = "x-amazon-apigateway-integration";

export interface RouteOptions extends EventOptions {
  readonly path: string;
  /** Key in the document: lower case, `any` as API Gateway's extension. */
  readonly method: string;
}

export function normalMethod(method: string): string {
  const lower = method.toLowerCase();
  return lower === "any" ? ANY_METHOD : lower;
}

/** The paths of a document; made when there are none. */
export function pathsOf(document: ValueMap): ValueMap {
  const known = document["paths"];
  if (isValueMap(known)) return known;
  const paths: ValueMap = {};
  document["paths"] = paths;
  return paths;
}

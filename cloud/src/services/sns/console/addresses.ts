import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";

export const TOPICS_PATH = `${CONSOLE_PATH}topics`;

export function topicPath(name: string, query: Readonly<Record<string, string>> = {}): string {
  return withQuery(`${TOPICS_PATH}/${pathPart(name)}`, query);
}

/** The page of an endpoint that is a thing of this cloud; undefined for an address elsewhere. */
export function endpointPath(protocol: string, endpoint: string): string | undefined {
  if (protocol === "sqs") return `${CONSOLE_PATH}queues/${pathPart(lastPart(endpoint))}`;
  if (protocol === "lambda") return `${CONSOLE_PATH}functions/${pathPart(functionIn(endpoint))}`;
  return undefined;
}

/** `arn:aws:lambda:…:function:<name>[:<alias>]` */
function functionIn(arn: string): string {
  return arn.split(":")[6] ?? "";
}

export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

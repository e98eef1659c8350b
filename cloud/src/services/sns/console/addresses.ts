import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";

export const TOPICS_PATH = `${CONSOLE_PATH}topics`;

export function topicPath(name: string, query: Readonly<Record<string, string>> = {}): string {
  return withQuery(`${TOPICS_PATH}/${pathPart(name)}`, query);
}

export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

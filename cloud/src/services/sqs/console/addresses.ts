import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";

export const QUEUES_PATH = `${CONSOLE_PATH}queues`;

export function queuePath(name: string, query: Readonly<Record<string, string>> = {}): string {
  return withQuery(`${QUEUES_PATH}/${pathPart(name)}`, query);
}

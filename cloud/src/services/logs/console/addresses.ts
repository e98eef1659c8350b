import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

export const LOGS_PATH = `${CONSOLE_PATH}logs`;
export const GROUP_PATH = `${LOGS_PATH}/group`;

/** What is shown of a group; empty texts want everything. */
export interface AskedLines {
  readonly stream: string;
  /** A filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** Time and id of the oldest line of the page before: those above it are shown. */
  readonly before: string;
}

/** Names stand in the query: they have slashes. */
export function groupPath(name: string, asked: Partial<AskedLines> = {}): string {
  return withQuery(GROUP_PATH, { name, ...asked });
}

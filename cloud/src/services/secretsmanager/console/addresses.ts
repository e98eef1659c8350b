import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

export const SECRETS_PATH = `${CONSOLE_PATH}secrets`;
export const SECRET_PATH = `${SECRETS_PATH}/secret`;

/** Names stand in the query: they may have slashes. */
export function secretPath(name: string): string {
  return withQuery(SECRET_PATH, { name });
}

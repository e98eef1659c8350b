import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

export const KEYS_PATH = `${CONSOLE_PATH}keys`;

/** @param id of a key, or an alias with its `alias/`: aliases have slashes */
export function keyPath(id: string): string {
  return withQuery(`${KEYS_PATH}/key`, { id });
}

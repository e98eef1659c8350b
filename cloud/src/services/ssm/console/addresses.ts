import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

export const PARAMETERS_PATH = `${CONSOLE_PATH}parameters`;
export const PARAMETER_PATH = `${PARAMETERS_PATH}/parameter`;

/** Names stand in the query: they have slashes. */
export function parameterPath(name: string): string {
  return withQuery(PARAMETER_PATH, { name });
}

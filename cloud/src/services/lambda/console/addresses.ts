import { CONSOLE_PATH } from "../../../web/paths.ts";

export const FUNCTIONS = `${CONSOLE_PATH}functions`;

export function functionAddress(name: string): string {
  return `${FUNCTIONS}/${encodeURIComponent(name)}`;
}

import { CONSOLE_PATH, pathPart } from "./paths.ts";

export const ROLES_PATH = `${CONSOLE_PATH}roles`;

export function rolePath(name: string): string {
  return `${ROLES_PATH}/${pathPart(name)}`;
}

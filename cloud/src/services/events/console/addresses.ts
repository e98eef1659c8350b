import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

export const RULES_PATH = `${CONSOLE_PATH}rules`;
export const DEFAULT_BUS = "default";

/** A rule among those of its bus. */
export interface RuleAddress {
  readonly bus: string;
  readonly name: string;
}

export function busPath(bus: string, query: Readonly<Record<string, string>> = {}): string {
  return withQuery(RULES_PATH, { bus: bus === DEFAULT_BUS ? "" : bus, ...query });
}

/** Names stand in the query: those of buses have slashes. */
export function rulePath({ bus, name }: RuleAddress): string {
  return withQuery(`${RULES_PATH}/rule`, { bus: bus === DEFAULT_BUS ? "" : bus, name });
}

export function busIn(text: string | null): string {
  return text === null || text === "" ? DEFAULT_BUS : text;
}

import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";
import type { Item } from "./values.ts";

export const TABLES_PATH = `${CONSOLE_PATH}tables`;

export function tablePath(table: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  return withQuery(`${TABLES_PATH}/${pathPart(table)}`, query);
}

export function newItemPath(table: string): string {
  return `${tablePath(table)}/new`;
}

export function itemPath(table: string, key: Item): string {
  return withQuery(`${tablePath(table)}/item`, { item: tokenOf(key) });
}

/** A key, or where a page ended, as a part of an address. */
export function tokenOf(key: Item): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @returns undefined for what is none */
export function keyInToken(token: string): Item | undefined {
  try {
    const parsed = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Item)
      : undefined;
  } catch {
    return undefined;
  }
}

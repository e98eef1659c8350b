import type { Member } from "../../../../wire/constraints.ts";

/** Kinds of body members that operations share. */
export const TEXT: Member = { type: "string" };
export const REQUIRED_TEXT: Member = { type: "string", required: true };
export const FLAG: Member = { type: "boolean" };
export const INTEGER: Member = { type: "integer" };
export const TEXT_MAP: Member = { type: "map", items: TEXT };
export const FLAG_MAP: Member = { type: "map", items: FLAG };
export const TEXT_LIST: Member = { type: "list", items: TEXT };
export const PATCHES = {
  patchOperations: {
    type: "list",
    items: { type: "structure", members: { op: TEXT, path: TEXT, value: TEXT, from: TEXT } },
  },
} as const satisfies Record<string, Member>;

type Input = Readonly<Record<string, unknown>>;

/** Reads members the shape check has proved; undefined when absent. */
export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

export function flagOf(input: Input, name: string): boolean | undefined {
  const value = input[name];
  return typeof value === "boolean" ? value : undefined;
}

export function integerOf(input: Input, name: string): number | undefined {
  const value = input[name];
  return typeof value === "number" ? value : undefined;
}

export function mapOf<Item>(input: Input, name: string): Readonly<Record<string, Item>> | undefined {
  const value = input[name];
  return typeof value === "object" ? (value as Readonly<Record<string, Item>>) : undefined;
}

export function listOf<Item>(input: Input, name: string): readonly Item[] | undefined {
  const value = input[name];
  return Array.isArray(value) ? (value as Item[]) : undefined;
}

export interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value: string;
}

export function patchesOf(input: Input): readonly Patch[] {
  const list = listOf<{ op?: string; path?: string; value?: string }>(input, "patchOperations") ?? [];
  return list.map(({ op = "", path = "", value = "" }) => ({ op, path, value }));
}

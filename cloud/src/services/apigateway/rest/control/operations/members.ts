import type { Member } from "../../../../../wire/models/constraints.ts";

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

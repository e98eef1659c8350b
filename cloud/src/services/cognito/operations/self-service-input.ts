import type { Member } from "../../../wire/constraints.ts";

/** Input members of the sign-in and self-service operations, with the constraints of the service model. */
export const ACCESS_TOKEN: Member = {
  type: "string",
  required: true,
  pattern: "[A-Za-z0-9-_=.]+",
  secret: true,
};
export const SESSION: Member = { type: "string", min: 20, max: 4096, secret: true };
export const SECRET_HASH: Member = {
  type: "string",
  min: 1,
  max: 128,
  pattern: "[\\w+=/]+",
  secret: true,
};
export const CONFIRMATION_CODE: Member = {
  type: "string",
  required: true,
  min: 1,
  max: 2048,
  pattern: "[\\S]+",
  secret: true,
};
export const TEXT_MAP: Member = { type: "map", items: { type: "string" } };
/** Taken and not used: they feed threat protection and Pinpoint, which are not there. */
export const CONTEXT_MEMBERS = {
  AnalyticsMetadata: { type: "structure" },
  UserContextData: { type: "structure" },
} as const satisfies Readonly<Record<string, Member>>;

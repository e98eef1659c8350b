import type { Member, Shape } from "../../../../wire/constraints.ts";

export const DOMAIN: Member = {
  type: "string",
  required: true,
  min: 1,
  max: 63,
  pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
};

export const DOMAIN_SETTINGS: Shape = {
  ManagedLoginVersion: { type: "integer", atLeast: 1, atMost: 2 },
  CustomDomainConfig: { type: "structure" },
  Routing: { type: "structure" },
};

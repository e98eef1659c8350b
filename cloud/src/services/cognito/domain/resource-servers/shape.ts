import type { Member, Shape } from "../../../../wire/constraints.ts";
import { USER_POOL_ID } from "../../constants.ts";

const IDENTIFIER: Member = {
  type: "string",
  required: true,
  min: 1,
  max: 256,
  pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+",
};

/** Input of CreateResourceServer and UpdateResourceServer. */
export const RESOURCE_SERVER_SETTINGS: Shape = {
  UserPoolId: USER_POOL_ID,
  Identifier: IDENTIFIER,
  Name: { type: "string", required: true, min: 1, max: 256, pattern: "[\\w\\s+=,.@-]+" },
  Scopes: {
    type: "list",
    max: 100,
    items: {
      type: "structure",
      members: {
        ScopeName: {
          type: "string",
          required: true,
          min: 1,
          max: 256,
          pattern: "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+",
        },
        ScopeDescription: { type: "string", required: true, min: 1, max: 256 },
      },
    },
  },
};

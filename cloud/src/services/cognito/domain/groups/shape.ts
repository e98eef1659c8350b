import type { Shape } from "../../../../wire/constraints.ts";
import { GROUP_NAME, USER_POOL_ID } from "../../constants.ts";

/** Input of CreateGroup and UpdateGroup. */
export const GROUP_SETTINGS: Shape = {
  GroupName: GROUP_NAME,
  UserPoolId: USER_POOL_ID,
  Description: { type: "string", max: 2048 },
  RoleArn: {
    type: "string",
    min: 20,
    max: 2048,
    pattern:
      "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
  },
  Precedence: { type: "integer", atLeast: 0, atMost: 2_147_483_647 },
};

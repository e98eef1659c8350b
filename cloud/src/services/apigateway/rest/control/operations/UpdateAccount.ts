import { unsupported } from "../../../../../core/errors.ts";
import { describeAccount } from "../account.ts";
import { PATCHES, patchesOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const UpdateAccount: ManagementOperation = {
  name: "UpdateAccount",
  method: "PATCH",
  path: "/account",
  status: 200,
  body: PATCHES,
  run: (control, { input }) => {
    for (const { op, path, value } of patchesOf(input)) {
      if (path !== "/cloudwatchRoleArn" || (op !== "replace" && op !== "remove")) {
        throw unsupported(`The patch ${op} ${path} of apigateway:UpdateAccount`);
      }
      control.store.saveAccount(op === "remove" || value === "" ? {} : { cloudwatchRoleArn: value });
    }
    return describeAccount(control.store.account());
  },
};

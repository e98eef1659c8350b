import { unsupported } from "../../../../../core/errors.ts";
import type { UpdateAccountRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { patchesOf } from "../model/patch.ts";
import { describeAccount } from "./account.ts";
import { managed } from "./managed.ts";
import { PATCHES } from "./members.ts";
import { passedRole } from "./passed-role.ts";

const ROLE = "/cloudwatchRoleArn";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const UpdateAccount = (control: Control): Operation<UpdateAccountRequest> =>
  managed({
    name: "UpdateAccount",
    http: { method: "PATCH", uri: "/account" },
    input: PATCHES,
    further: (input) =>
      patchesOf(input.patchOperations)
        .filter(({ op, path, value }) => op !== "remove" && path === ROLE && value !== "")
        .map(({ value }) => passedRole(value)),
    run: (input) => {
      for (const { op, path, value } of patchesOf(input.patchOperations)) {
        if (path !== ROLE || (op !== "replace" && op !== "remove")) {
          throw unsupported(`The patch ${op} ${path} of apigateway:UpdateAccount`);
        }
        control.store.saveAccount(op === "remove" || value === "" ? {} : { cloudwatchRoleArn: value });
      }
      return describeAccount(control.store.account());
    },
  });

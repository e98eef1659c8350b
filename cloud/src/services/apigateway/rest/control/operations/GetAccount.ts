import { describeAccount } from "../account.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export const GetAccount: ManagementOperation = {
  name: "GetAccount",
  method: "GET",
  path: "/account",
  status: 200,
  body: "none",
  run: (control) => describeAccount(control.store.account()),
};

import type { GetAccountRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { describeAccount } from "./account.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export const GetAccount = (control: Control): Operation<GetAccountRequest> =>
  managed({
    name: "GetAccount",
    http: { method: "GET", uri: "/account" },
    run: () => describeAccount(control.store.account()),
  });

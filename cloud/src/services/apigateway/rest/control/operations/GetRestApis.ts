import { describeApi } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const GetRestApis: ManagementOperation = {
  name: "GetRestApis",
  method: "GET",
  path: "/restapis",
  status: 200,
  body: "none",
  run: (control, { query }) => page(control.store.listApis().map(describeApi), query),
};

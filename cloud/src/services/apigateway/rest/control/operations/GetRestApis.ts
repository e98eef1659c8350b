import type { GetRestApisRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const GetRestApis = (control: Control): Operation<AsPage<GetRestApisRequest>> =>
  managed({
    name: "GetRestApis",
    http: { method: "GET", uri: "/restapis", members: { ...PAGE } },
    run: (input) => page(control.store.listApis().map(describeApi), input),
  });

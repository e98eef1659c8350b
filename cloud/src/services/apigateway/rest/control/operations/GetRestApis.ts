import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { PAGE, type PageInput, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const GetRestApis = (control: Control): Operation<PageInput> =>
  managed({
    name: "GetRestApis",
    http: { method: "GET", uri: "/restapis", members: { ...PAGE } },
    run: (input) => page(control.store.listApis().map(describeApi), input),
  });

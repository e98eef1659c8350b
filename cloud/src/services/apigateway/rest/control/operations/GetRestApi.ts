import type { GetRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const GetRestApi = (control: Control): Operation<GetRestApiRequest> =>
  managed({
    name: "GetRestApi",
    http: { method: "GET", uri: "/restapis/{restApiId}" },
    run: (input) => describeApi(requireApi(control, input.restApiId)),
  });

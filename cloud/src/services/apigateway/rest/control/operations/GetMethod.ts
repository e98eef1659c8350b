import type { GetMethodRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireMethod } from "../apis/methods.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeMethod } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const GetMethod = (control: Control): Operation<GetMethodRequest> =>
  managed({
    name: "GetMethod",
    http: { method: "GET", uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}" },
    run: (input) => describeMethod(requireMethod(requireApi(control, input.restApiId), input)),
  });

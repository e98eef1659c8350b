import type { Operation } from "../../../../../wire/operation.ts";
import { requireMethod } from "../apis/methods.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeMethod } from "./describe.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const GetMethod = (control: Control): Operation<Input> =>
  managed({
    name: "GetMethod",
    http: { method: "GET", uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}" },
    run: (input) => describeMethod(requireMethod(requireApi(control, input.restApiId), input)),
  });

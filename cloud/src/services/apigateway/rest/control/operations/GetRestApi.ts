import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const GetRestApi = (control: Control): Operation<Input> =>
  managed({
    name: "GetRestApi",
    http: { method: "GET", uri: "/restapis/{restApiId}" },
    run: (input) => describeApi(requireApi(control, input.restApiId)),
  });

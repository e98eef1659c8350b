import type { Operation } from "../../../../../wire/operation.ts";
import { requireModel } from "../apis/models.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly modelName: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const GetModel = (control: Control): Operation<Input> =>
  managed({
    name: "GetModel",
    http: { method: "GET", uri: "/restapis/{restApiId}/models/{modelName}" },
    run: (input) => requireModel(requireApi(control, input.restApiId), input.modelName),
  });

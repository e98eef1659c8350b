import type { GetModelRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireModel } from "../apis/models.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const GetModel = (control: Control): Operation<GetModelRequest> =>
  managed({
    name: "GetModel",
    http: { method: "GET", uri: "/restapis/{restApiId}/models/{modelName}" },
    run: (input) => requireModel(requireApi(control, input.restApiId), input.modelName),
  });

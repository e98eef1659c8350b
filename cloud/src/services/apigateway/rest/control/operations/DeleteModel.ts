import type { DeleteModelRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { removeModel } from "../apis/models.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const DeleteModel = (control: Control): Operation<DeleteModelRequest> =>
  managed({
    name: "DeleteModel",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/models/{modelName}", status: 202 },
    run: (input) => {
      editApi(control, input.restApiId, (api) => removeModel(api, input.modelName));
      return undefined;
    },
  });

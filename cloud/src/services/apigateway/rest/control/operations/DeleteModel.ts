import type { Operation } from "../../../../../wire/operation.ts";
import { removeModel } from "../apis/models.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly modelName: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const DeleteModel = (control: Control): Operation<Input> =>
  managed({
    name: "DeleteModel",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/models/{modelName}", status: 202 },
    run: (input) => {
      editApi(control, input.restApiId, (api) => removeModel(api, input.modelName));
      return undefined;
    },
  });

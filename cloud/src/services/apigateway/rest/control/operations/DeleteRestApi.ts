import type { DeleteRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { deleteApi } from "../apis/rest-apis.ts";
import type { Control } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const DeleteRestApi = (control: Control): Operation<DeleteRestApiRequest> =>
  managed({
    name: "DeleteRestApi",
    http: { method: "DELETE", uri: "/restapis/{restApiId}", status: 202 },
    run: (input) => {
      deleteApi(control, input.restApiId);
      return undefined;
    },
  });

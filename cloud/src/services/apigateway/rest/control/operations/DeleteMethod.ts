import type { DeleteMethodRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { withoutMethod } from "../apis/methods.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const DeleteMethod = (control: Control): Operation<DeleteMethodRequest> =>
  managed({
    name: "DeleteMethod",
    http: {
      method: "DELETE",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}",
      status: 204,
    },
    run: (input) => {
      editApi(control, input.restApiId, (api) => withoutMethod(api, input));
      return undefined;
    },
  });

import type { DeleteResourceRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { removeResource } from "../apis/resources.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const DeleteResource = (control: Control): Operation<DeleteResourceRequest> =>
  managed({
    name: "DeleteResource",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/resources/{resourceId}", status: 202 },
    run: (input) => {
      editApi(control, input.restApiId, (api) => removeResource(api, input.resourceId));
      return undefined;
    },
  });

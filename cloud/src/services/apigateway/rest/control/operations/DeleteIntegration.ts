import type { DeleteIntegrationRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { notFound } from "../model/errors.ts";
import { managed } from "./managed.ts";
import { changeMethod } from "./place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const DeleteIntegration = (control: Control): Operation<DeleteIntegrationRequest> =>
  managed({
    name: "DeleteIntegration",
    http: {
      method: "DELETE",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
      status: 204,
    },
    run: (input) => {
      changeMethod(control, input, ({ integration, ...method }) => {
        if (integration === undefined) throw notFound("Invalid Integration identifier specified");
        return method;
      });
      return undefined;
    },
  });

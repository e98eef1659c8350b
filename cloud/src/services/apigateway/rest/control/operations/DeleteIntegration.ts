import { notFound } from "../errors.ts";
import type { ManagementOperation } from "../operation.ts";
import { changeMethod } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const DeleteIntegration: ManagementOperation = {
  name: "DeleteIntegration",
  method: "DELETE",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
  status: 204,
  body: "none",
  run: (control, call) => {
    changeMethod(control, call, ({ integration, ...method }) => {
      if (integration === undefined) throw notFound("Invalid Integration identifier specified");
      return method;
    });
    return undefined;
  },
};

import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { notFound } from "../model/errors.ts";
import { managed } from "./managed.ts";
import { changeMethod } from "./place.ts";

interface Input {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const DeleteIntegration = (control: Control): Operation<Input> =>
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

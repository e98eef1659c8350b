import type { Operation } from "../../../../../wire/operation.ts";
import { withoutMethod } from "../apis/methods.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const DeleteMethod = (control: Control): Operation<Input> =>
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

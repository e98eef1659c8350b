import type { DeleteAuthorizerRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { removeAuthorizer } from "../apis/authorizers.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html */
export const DeleteAuthorizer = (control: Control): Operation<DeleteAuthorizerRequest> =>
  managed({
    name: "DeleteAuthorizer",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/authorizers/{authorizerId}", status: 202 },
    run: (input) => {
      editApi(control, input.restApiId, (api) => removeAuthorizer(api, input.authorizerId));
      return undefined;
    },
  });

import type { DeleteRequestValidatorRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { removeValidator } from "../apis/request-validators.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const DeleteRequestValidator = (control: Control): Operation<DeleteRequestValidatorRequest> =>
  managed({
    name: "DeleteRequestValidator",
    http: {
      method: "DELETE",
      uri: "/restapis/{restApiId}/requestvalidators/{requestValidatorId}",
      status: 202,
    },
    run: (input) => {
      editApi(control, input.restApiId, (api) => removeValidator(api, input.requestValidatorId));
      return undefined;
    },
  });

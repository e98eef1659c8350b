import type { GetRequestValidatorRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireValidator } from "../apis/request-validators.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const GetRequestValidator = (control: Control): Operation<GetRequestValidatorRequest> =>
  managed({
    name: "GetRequestValidator",
    http: { method: "GET", uri: "/restapis/{restApiId}/requestvalidators/{requestValidatorId}" },
    run: (input) => requireValidator(requireApi(control, input.restApiId), input.requestValidatorId),
  });

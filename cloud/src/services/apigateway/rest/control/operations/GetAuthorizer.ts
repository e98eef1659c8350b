import type { GetAuthorizerRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireAuthorizer } from "../apis/authorizers.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export const GetAuthorizer = (control: Control): Operation<GetAuthorizerRequest> =>
  managed({
    name: "GetAuthorizer",
    http: { method: "GET", uri: "/restapis/{restApiId}/authorizers/{authorizerId}" },
    run: (input) => requireAuthorizer(requireApi(control, input.restApiId), input.authorizerId),
  });

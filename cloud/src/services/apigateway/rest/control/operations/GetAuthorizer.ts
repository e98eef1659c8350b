import type { Operation } from "../../../../../wire/operation.ts";
import { requireAuthorizer } from "../apis/authorizers.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly authorizerId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export const GetAuthorizer = (control: Control): Operation<Input> =>
  managed({
    name: "GetAuthorizer",
    http: { method: "GET", uri: "/restapis/{restApiId}/authorizers/{authorizerId}" },
    run: (input) => requireAuthorizer(requireApi(control, input.restApiId), input.authorizerId),
  });

import type { GetRequestValidatorsRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const GetRequestValidators = (control: Control): Operation<AsPage<GetRequestValidatorsRequest>> =>
  managed({
    name: "GetRequestValidators",
    http: { method: "GET", uri: "/restapis/{restApiId}/requestvalidators", members: { ...PAGE } },
    run: (input) => page(requireApi(control, input.restApiId).requestValidators, input),
  });

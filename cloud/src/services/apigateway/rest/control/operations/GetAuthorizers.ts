import type { GetAuthorizersRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export const GetAuthorizers = (control: Control): Operation<AsPage<GetAuthorizersRequest>> =>
  managed({
    name: "GetAuthorizers",
    http: { method: "GET", uri: "/restapis/{restApiId}/authorizers", members: { ...PAGE } },
    run: (input) => page(requireApi(control, input.restApiId).authorizers, input),
  });

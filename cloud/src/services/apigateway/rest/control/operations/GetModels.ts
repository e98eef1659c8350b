import type { GetModelsRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const GetModels = (control: Control): Operation<AsPage<GetModelsRequest>> =>
  managed({
    name: "GetModels",
    http: { method: "GET", uri: "/restapis/{restApiId}/models", members: { ...PAGE } },
    run: (input) => page(requireApi(control, input.restApiId).models, input),
  });

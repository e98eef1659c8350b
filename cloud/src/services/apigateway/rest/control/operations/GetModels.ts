import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { PAGE, type PageInput, page } from "./pages.ts";

interface Input extends PageInput {
  readonly restApiId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const GetModels = (control: Control): Operation<Input> =>
  managed({
    name: "GetModels",
    http: { method: "GET", uri: "/restapis/{restApiId}/models", members: { ...PAGE } },
    run: (input) => page(requireApi(control, input.restApiId).models, input),
  });

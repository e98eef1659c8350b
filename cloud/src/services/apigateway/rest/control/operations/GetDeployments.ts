import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeDeployment } from "./describe.ts";
import { managed } from "./managed.ts";
import { PAGE, type PageInput, page } from "./pages.ts";

interface Input extends PageInput {
  readonly restApiId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const GetDeployments = (control: Control): Operation<Input> =>
  managed({
    name: "GetDeployments",
    http: { method: "GET", uri: "/restapis/{restApiId}/deployments", members: { ...PAGE } },
    run: (input) => {
      const { id } = requireApi(control, input.restApiId);
      return page(control.store.listDeployments(id).map(describeDeployment), input);
    },
  });

import type { GetDeploymentsRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeDeployment } from "./describe.ts";
import { managed } from "./managed.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const GetDeployments = (control: Control): Operation<AsPage<GetDeploymentsRequest>> =>
  managed({
    name: "GetDeployments",
    http: { method: "GET", uri: "/restapis/{restApiId}/deployments", members: { ...PAGE } },
    run: (input) => {
      const { id } = requireApi(control, input.restApiId);
      return page(control.store.listDeployments(id).map(describeDeployment), input);
    },
  });

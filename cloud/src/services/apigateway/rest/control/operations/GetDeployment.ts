import type { GetDeploymentRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { requireDeployment } from "../stages/deployments.ts";
import { describeDeployment, summarizeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { TEXT_LIST } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const GetDeployment = (control: Control): Operation<GetDeploymentRequest> =>
  managed({
    name: "GetDeployment",
    http: {
      method: "GET",
      uri: "/restapis/{restApiId}/deployments/{deploymentId}",
      members: { embed: ["query", "embed"] },
    },
    input: { embed: TEXT_LIST },
    run: (input) => {
      const deployment = requireDeployment(control, input.restApiId, input.deploymentId);
      const embedded = input.embed?.includes("apisummary") === true;
      return {
        ...describeDeployment(deployment),
        ...(embedded ? { apiSummary: summarizeApi(deployment.snapshot) } : {}),
      };
    },
  });

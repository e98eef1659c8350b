import type { GetStagesRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const GetStages = (control: Control): Operation<GetStagesRequest> =>
  managed({
    name: "GetStages",
    http: {
      method: "GET",
      uri: "/restapis/{restApiId}/stages",
      members: { deploymentId: ["query", "deploymentId"] },
    },
    run: (input) => {
      const { id } = requireApi(control, input.restApiId);
      const { deploymentId } = input;
      const stages = control.store
        .listStages(id)
        .filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
      return { item: stages.map(describeStage) };
    },
  });

import { describeDeployment } from "../describe.ts";
import { FLAG, flagOf, mapOf, TEXT, TEXT_MAP, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";
import { createDeployment } from "../stages/deployments.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export const CreateDeployment: ManagementOperation = {
  name: "CreateDeployment",
  method: "POST",
  path: "/restapis/{restApiId}/deployments",
  status: 201,
  body: {
    description: TEXT,
    stageDescription: TEXT,
    stageName: TEXT,
    tracingEnabled: FLAG,
    variables: TEXT_MAP,
  },
  run: (control, { path, input }) =>
    describeDeployment(
      createDeployment(control, {
        restApiId: path("restApiId"),
        description: textOf(input, "description"),
        stageName: textOf(input, "stageName"),
        stage: {
          description: textOf(input, "stageDescription"),
          tracingEnabled: flagOf(input, "tracingEnabled"),
          variables: mapOf<string>(input, "variables"),
        },
      }),
    ),
};

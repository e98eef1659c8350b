import type { CreateDeploymentRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { createDeployment } from "../stages/deployments.ts";
import { describeDeployment } from "./describe.ts";
import { managed } from "./managed.ts";
import { FLAG, TEXT, TEXT_MAP } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export const CreateDeployment = (control: Control): Operation<CreateDeploymentRequest> =>
  managed({
    name: "CreateDeployment",
    http: { method: "POST", uri: "/restapis/{restApiId}/deployments", status: 201 },
    input: {
      description: TEXT,
      stageDescription: TEXT,
      stageName: TEXT,
      tracingEnabled: FLAG,
      variables: TEXT_MAP,
    },
    run: (input) =>
      describeDeployment(
        createDeployment(control, {
          restApiId: input.restApiId,
          description: input.description,
          stageName: input.stageName,
          stage: {
            description: input.stageDescription,
            tracingEnabled: input.tracingEnabled,
            variables: input.variables,
          },
        }),
      ),
  });

import type { DeleteDeploymentRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { deleteDeployment } from "../stages/deployments.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const DeleteDeployment = (control: Control): Operation<DeleteDeploymentRequest> =>
  managed({
    name: "DeleteDeployment",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/deployments/{deploymentId}", status: 202 },
    run: (input) => {
      deleteDeployment(control, input.restApiId, input.deploymentId);
      return undefined;
    },
  });

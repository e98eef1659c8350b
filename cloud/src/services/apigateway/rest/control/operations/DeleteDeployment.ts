import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { deleteDeployment } from "../stages/deployments.ts";
import { managed } from "./managed.ts";

interface Input {
  readonly restApiId: string;
  readonly deploymentId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const DeleteDeployment = (control: Control): Operation<Input> =>
  managed({
    name: "DeleteDeployment",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/deployments/{deploymentId}", status: 202 },
    run: (input) => {
      deleteDeployment(control, input.restApiId, input.deploymentId);
      return undefined;
    },
  });

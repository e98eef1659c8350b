import type { DeleteStageRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { deleteStage } from "../stages/stages.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const DeleteStage = (control: Control): Operation<DeleteStageRequest> =>
  managed({
    name: "DeleteStage",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/stages/{stageName}", status: 202 },
    run: (input) => {
      deleteStage(control, input.restApiId, input.stageName);
      return undefined;
    },
  });

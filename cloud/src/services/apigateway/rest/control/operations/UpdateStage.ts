import type { UpdateStageRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { patchesOf } from "../model/patch.ts";
import { patchStage } from "../stages/patch-stage.ts";
import { requireStage, saveStage } from "../stages/stages.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";
import { PATCHES } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const UpdateStage = (control: Control): Operation<UpdateStageRequest> =>
  managed({
    name: "UpdateStage",
    http: { method: "PATCH", uri: "/restapis/{restApiId}/stages/{stageName}" },
    input: PATCHES,
    run: (input) => {
      const stage = patchesOf(input.patchOperations).reduce(
        patchStage,
        requireStage(control, input.restApiId, input.stageName),
      );
      return describeStage(saveStage(control, stage));
    },
  });

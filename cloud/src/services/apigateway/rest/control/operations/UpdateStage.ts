import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { type Patch, patchesOf } from "../model/patch.ts";
import { patchStage } from "../stages/patch-stage.ts";
import { requireStage, saveStage } from "../stages/stages.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";
import { PATCHES } from "./members.ts";

interface Input {
  readonly restApiId: string;
  readonly stageName: string;
  readonly patchOperations?: readonly Partial<Patch>[];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const UpdateStage = (control: Control): Operation<Input> =>
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

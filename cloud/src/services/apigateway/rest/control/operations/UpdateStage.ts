import { describeStage } from "../describe.ts";
import { PATCHES, patchesOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";
import { patchStage } from "../stages/patch-stage.ts";
import { requireStage, saveStage } from "../stages/stages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const UpdateStage: ManagementOperation = {
  name: "UpdateStage",
  method: "PATCH",
  path: "/restapis/{restApiId}/stages/{stageName}",
  status: 200,
  body: PATCHES,
  run: (control, { path, input }) => {
    const stage = patchesOf(input).reduce(
      patchStage,
      requireStage(control, path("restApiId"), path("stageName")),
    );
    return describeStage(saveStage(control, stage));
  },
};

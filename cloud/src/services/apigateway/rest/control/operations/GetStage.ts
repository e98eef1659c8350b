import type { GetStageRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { requireStage } from "../stages/stages.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const GetStage = (control: Control): Operation<GetStageRequest> =>
  managed({
    name: "GetStage",
    http: { method: "GET", uri: "/restapis/{restApiId}/stages/{stageName}" },
    run: (input) => describeStage(requireStage(control, input.restApiId, input.stageName)),
  });

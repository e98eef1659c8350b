import { unsupported } from "../../../../../core/errors.ts";
import type { CreateStageRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requestTags } from "../../../../../wire/tag-keys.ts";
import type { Control } from "../model/control.ts";
import { createStage } from "../stages/stages.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";
import { FLAG, REQUIRED_TEXT, TEXT, TEXT_MAP } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const CreateStage = (control: Control): Operation<CreateStageRequest> =>
  managed({
    name: "CreateStage",
    http: { method: "POST", uri: "/restapis/{restApiId}/stages", status: 201 },
    input: {
      cacheClusterEnabled: FLAG,
      deploymentId: REQUIRED_TEXT,
      description: TEXT,
      stageName: REQUIRED_TEXT,
      tags: TEXT_MAP,
      tracingEnabled: FLAG,
      variables: TEXT_MAP,
    },
    keys: (input) => requestTags(input.tags),
    run: (input) => {
      if (input.cacheClusterEnabled === true) throw unsupported("cacheClusterEnabled (response caching)");
      return describeStage(createStage(control, input));
    },
  });

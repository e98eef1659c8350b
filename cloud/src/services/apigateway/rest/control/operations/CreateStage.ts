import { unsupported } from "../../../../../core/errors.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requestTags } from "../../../../../wire/tag-keys.ts";
import type { Control } from "../model/control.ts";
import { createStage } from "../stages/stages.ts";
import { describeStage } from "./describe.ts";
import { managed } from "./managed.ts";
import { FLAG, REQUIRED_TEXT, TEXT, TEXT_MAP } from "./members.ts";

interface Input {
  readonly restApiId: string;
  readonly cacheClusterEnabled?: boolean;
  readonly deploymentId: string;
  readonly description?: string;
  readonly stageName: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tracingEnabled?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const CreateStage = (control: Control): Operation<Input> =>
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
      const stage = createStage(control, {
        restApiId: input.restApiId,
        stageName: input.stageName,
        deploymentId: input.deploymentId,
        description: input.description,
        tags: input.tags,
        tracingEnabled: input.tracingEnabled,
        variables: input.variables,
      });
      return describeStage(stage);
    },
  });

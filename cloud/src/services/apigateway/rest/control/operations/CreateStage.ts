import { unsupported } from "../../../../../core/errors.ts";
import { describeStage } from "../describe.ts";
import { FLAG, flagOf, mapOf, REQUIRED_TEXT, TEXT, TEXT_MAP, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";
import { createStage } from "../stages/stages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const CreateStage: ManagementOperation = {
  name: "CreateStage",
  method: "POST",
  path: "/restapis/{restApiId}/stages",
  status: 201,
  body: {
    cacheClusterEnabled: FLAG,
    deploymentId: REQUIRED_TEXT,
    description: TEXT,
    stageName: REQUIRED_TEXT,
    tags: TEXT_MAP,
    tracingEnabled: FLAG,
    variables: TEXT_MAP,
  },
  run: (control, { path, input }) => {
    if (flagOf(input, "cacheClusterEnabled") === true)
      throw unsupported("cacheClusterEnabled (response caching)");
    const stage = createStage(control, {
      restApiId: path("restApiId"),
      stageName: textOf(input, "stageName") ?? "",
      deploymentId: textOf(input, "deploymentId") ?? "",
      description: textOf(input, "description"),
      tags: mapOf<string>(input, "tags"),
      tracingEnabled: flagOf(input, "tracingEnabled"),
      variables: mapOf<string>(input, "variables"),
    });
    return describeStage(stage);
  },
};

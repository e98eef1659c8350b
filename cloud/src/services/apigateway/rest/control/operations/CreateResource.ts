import { addResource } from "../apis/resources.ts";
import { requireApi } from "../control.ts";
import { describeResource } from "../describe.ts";
import { REQUIRED_TEXT, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const CreateResource: ManagementOperation = {
  name: "CreateResource",
  method: "POST",
  path: "/restapis/{restApiId}/resources/{parentId}",
  status: 201,
  body: { pathPart: REQUIRED_TEXT },
  run: (control, { path, input }) => {
    const where = { parentId: path("parentId"), pathPart: textOf(input, "pathPart") ?? "" };
    return control.store.transaction(() => {
      const added = addResource(requireApi(control, path("restApiId")), where, control.randomness);
      control.store.saveApi(added.api);
      return describeResource(added.resource, false);
    });
  },
};

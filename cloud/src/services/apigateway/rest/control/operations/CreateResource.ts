import type { CreateResourceRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { addResource } from "../apis/resources.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeResource } from "./describe.ts";
import { managed } from "./managed.ts";
import { REQUIRED_TEXT } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const CreateResource = (control: Control): Operation<CreateResourceRequest> =>
  managed({
    name: "CreateResource",
    http: { method: "POST", uri: "/restapis/{restApiId}/resources/{parentId}", status: 201 },
    input: { pathPart: REQUIRED_TEXT },
    run: (input) => {
      const where = { parentId: input.parentId, pathPart: input.pathPart };
      return control.store.transaction(() => {
        const added = addResource(requireApi(control, input.restApiId), where, control.randomness);
        control.store.saveApi(added.api);
        return describeResource(added.resource, false);
      });
    },
  });

import type { GetResourceRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireResource } from "../apis/resources.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeResource } from "./describe.ts";
import { managed } from "./managed.ts";
import { TEXT_LIST } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const GetResource = (control: Control): Operation<GetResourceRequest> =>
  managed({
    name: "GetResource",
    http: {
      method: "GET",
      uri: "/restapis/{restApiId}/resources/{resourceId}",
      members: { embed: ["query", "embed"] },
    },
    input: { embed: TEXT_LIST },
    run: (input) => {
      const resource = requireResource(requireApi(control, input.restApiId), input.resourceId);
      return describeResource(resource, input.embed?.includes("methods") === true);
    },
  });

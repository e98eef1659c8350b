import type { GetResourcesRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeResource } from "./describe.ts";
import { managed } from "./managed.ts";
import { TEXT_LIST } from "./members.ts";
import { type AsPage, PAGE, page } from "./pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const GetResources = (control: Control): Operation<AsPage<GetResourcesRequest>> =>
  managed({
    name: "GetResources",
    http: {
      method: "GET",
      uri: "/restapis/{restApiId}/resources",
      members: { ...PAGE, embed: ["query", "embed"] },
    },
    input: { embed: TEXT_LIST },
    run: (input) => {
      const embed = input.embed?.includes("methods") === true;
      const { resources } = requireApi(control, input.restApiId);
      return page(
        resources.map((resource) => describeResource(resource, embed)),
        input,
      );
    },
  });

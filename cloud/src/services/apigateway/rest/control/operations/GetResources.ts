import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeResource } from "./describe.ts";
import { managed } from "./managed.ts";
import { TEXT_LIST } from "./members.ts";
import { PAGE, type PageInput, page } from "./pages.ts";

interface Input extends PageInput {
  readonly embed?: readonly string[];
  readonly restApiId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const GetResources = (control: Control): Operation<Input> =>
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

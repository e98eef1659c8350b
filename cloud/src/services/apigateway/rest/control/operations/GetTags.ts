import type { GetTagsRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { managed } from "./managed.ts";
import { taggedResource } from "./tagged.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const GetTags = (control: Control): Operation<GetTagsRequest> =>
  managed({
    name: "GetTags",
    http: { method: "GET", uri: "/tags/{resourceArn+}" },
    run: (input) => ({ tags: taggedResource(control, input.resourceArn).tags }),
  });

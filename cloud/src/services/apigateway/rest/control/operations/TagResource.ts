import type { TagResourceRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requestTags } from "../../../../../wire/tag-keys.ts";
import type { Control } from "../model/control.ts";
import { managed } from "./managed.ts";
import { TEXT_MAP } from "./members.ts";
import { taggedResource } from "./tagged.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const TagResource = (control: Control): Operation<TagResourceRequest> =>
  managed({
    name: "TagResource",
    http: { method: "PUT", uri: "/tags/{resourceArn+}", status: 204 },
    input: { tags: { ...TEXT_MAP, required: true } },
    keys: (input) => requestTags(input.tags),
    run: (input) => {
      const resource = taggedResource(control, input.resourceArn);
      resource.save({ ...resource.tags, ...input.tags });
      return undefined;
    },
  });

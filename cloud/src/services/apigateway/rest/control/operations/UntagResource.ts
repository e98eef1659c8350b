import type { UntagResourceRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { managed } from "./managed.ts";
import { TEXT_LIST } from "./members.ts";
import { taggedResource } from "./tagged.ts";

/** A call may name no key. */
type Input = Pick<UntagResourceRequest, "resourceArn"> & Partial<UntagResourceRequest>;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const UntagResource = (control: Control): Operation<Input> =>
  managed({
    name: "UntagResource",
    http: {
      method: "DELETE",
      uri: "/tags/{resourceArn+}",
      status: 204,
      members: { tagKeys: ["query", "tagKeys"] },
    },
    input: { tagKeys: TEXT_LIST },
    keys: (input) => ({ "aws:TagKeys": input.tagKeys ?? [] }),
    run: (input) => {
      const resource = taggedResource(control, input.resourceArn);
      const gone = new Set(input.tagKeys);
      resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.has(key))));
      return undefined;
    },
  });

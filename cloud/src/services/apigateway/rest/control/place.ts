import { requireMethod } from "./apis/methods.ts";
import { requireResource, withResource } from "./apis/resources.ts";
import { type Control, editApi } from "./control.ts";
import { badRequest } from "./errors.ts";
import type { Method } from "./model/rest-api.ts";
import type { ManagementCall } from "./operation.ts";

/** The method a call's path names. */
export function placeOf(call: ManagementCall): { resourceId: string; httpMethod: string } {
  return { resourceId: call.path("resourceId"), httpMethod: call.path("httpMethod") };
}

/** Changes the method a call's path names. */
export function changeMethod(
  control: Control,
  call: ManagementCall,
  change: (method: Method) => Method,
): void {
  editApi(control, call.path("restApiId"), (api) => {
    const method = change(requireMethod(api, placeOf(call)));
    const resource = requireResource(api, call.path("resourceId"));
    return withResource(api, { ...resource, methods: { ...resource.methods, [method.httpMethod]: method } });
  });
}

export function assertStatusCode(text: string): string {
  if (!/^[1-5]\d\d$/.test(text)) throw badRequest("Invalid status code specified");
  return text;
}

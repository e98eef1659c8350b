import type { GetMethodRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import { requireMethod } from "../apis/methods.ts";
import { requireResource, withResource } from "../apis/resources.ts";
import { type Control, editApi } from "../model/control.ts";
import { badRequest } from "../model/errors.ts";
import type { Method, RestApi } from "../model/rest-api.ts";

/** Where a method is, as the input of the operations on methods says it. */
type MethodPlace = GetMethodRequest;

/** Changes the method at a place. */
export function changeMethod(
  control: Control,
  place: MethodPlace,
  change: (method: Method, api: RestApi) => Method,
): void {
  editApi(control, place.restApiId, (api) => {
    const method = change(requireMethod(api, place), api);
    const resource = requireResource(api, place.resourceId);
    return withResource(api, { ...resource, methods: { ...resource.methods, [method.httpMethod]: method } });
  });
}

export function assertStatusCode(text: string): string {
  if (!/^[1-5]\d\d$/.test(text)) throw badRequest("Invalid status code specified");
  return text;
}

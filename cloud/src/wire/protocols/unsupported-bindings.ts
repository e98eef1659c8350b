import { type ModelName, serviceModel } from "../models/index.ts";
import type { AnyOperation } from "../operation.ts";
import type { NamedBinding } from "./rest-json.ts";

/** Operations of a REST service that AWS has and this cloud does not serve: refused by name. */
export function unsupportedBindings(
  name: ModelName,
  served: readonly AnyOperation[],
): readonly NamedBinding[] {
  const model = serviceModel(name);
  const names = new Set(served.map((operation) => operation.name));
  return model.operationNames.flatMap((operationName) => {
    const http = names.has(operationName) ? undefined : model.operation(operationName)?.http;
    return http === undefined ? [] : [{ name: operationName, method: http.method, uri: http.uri }];
  });
}

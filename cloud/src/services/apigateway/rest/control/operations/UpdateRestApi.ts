import { unsupported } from "../../../../../core/errors.ts";
import type { UpdateRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { withSettings } from "../apis/rest-apis.ts";
import { type Control, editApi } from "../model/control.ts";
import { type Patch, patchesOf } from "../model/patch.ts";
import type { RestApi } from "../model/rest-api.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { PATCHES } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const UpdateRestApi = (control: Control): Operation<UpdateRestApiRequest> =>
  managed({
    name: "UpdateRestApi",
    http: { method: "PATCH", uri: "/restapis/{restApiId}" },
    input: PATCHES,
    run: (input) => {
      const api = editApi(control, input.restApiId, (before) =>
        patchesOf(input.patchOperations).reduce(
          (current, patch) => applyPatch(control, current, patch),
          before,
        ),
      );
      control.changed(api.id);
      return describeApi(api);
    },
  });

const BINARY = "/binaryMediaTypes/";

function applyPatch(control: Control, api: RestApi, { op, path, value }: Patch): RestApi {
  const settings = {
    ...api,
    endpointTypes: api.endpointConfiguration.types,
    description: api.description,
    version: api.version,
    policy: api.policy,
  };
  if (path.startsWith(BINARY) && (op === "add" || op === "remove")) {
    const type = path.slice(BINARY.length).replaceAll("~1", "/");
    const others = api.binaryMediaTypes.filter((it) => it !== type);
    return { ...api, binaryMediaTypes: op === "add" ? [...others, type] : others };
  }
  if (op !== "replace") throw unsupported(`The patch ${op} ${path} of apigateway:UpdateRestApi`);
  switch (path) {
    case "/name":
      return withSettings(control, api, { ...settings, name: value });
    case "/description":
      return withSettings(control, api, { ...settings, description: value });
    case "/policy":
      return withSettings(control, api, { ...settings, policy: value });
    case "/disableExecuteApiEndpoint":
      return withSettings(control, api, { ...settings, disableExecuteApiEndpoint: value === "true" });
    default:
      throw unsupported(`The patch ${op} ${path} of apigateway:UpdateRestApi`);
  }
}

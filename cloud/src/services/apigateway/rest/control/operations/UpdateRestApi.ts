import { unsupported } from "../../../../../core/errors.ts";
import { withSettings } from "../apis/rest-apis.ts";
import type { Control } from "../control.ts";
import { editApi } from "../control.ts";
import { describeApi } from "../describe.ts";
import { PATCHES, type Patch, patchesOf } from "../members.ts";
import type { RestApi } from "../model/rest-api.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const UpdateRestApi: ManagementOperation = {
  name: "UpdateRestApi",
  method: "PATCH",
  path: "/restapis/{restApiId}",
  status: 200,
  body: PATCHES,
  run: (control, { path, input }) => {
    const api = editApi(control, path("restApiId"), (before) =>
      patchesOf(input).reduce((current, patch) => applyPatch(control, current, patch), before),
    );
    control.changed(api.id);
    return describeApi(api);
  },
};

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

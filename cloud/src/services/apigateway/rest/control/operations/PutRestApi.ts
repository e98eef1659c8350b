import { unsupported } from "../../../../../core/errors.ts";
import { editApi } from "../control.ts";
import { describeApi } from "../describe.ts";
import { importApi, titleOf } from "../importing/import-api.ts";
import { assertImportParameters, parseDocument } from "../importing/request.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
export const PutRestApi: ManagementOperation = {
  name: "PutRestApi",
  method: "PUT",
  path: "/restapis/{restApiId}",
  status: 200,
  body: "raw",
  run: (control, { path, body, query }) => {
    assertImportParameters(query, ["mode", "failonwarnings"]);
    const mode = query.get("mode") ?? "merge";
    if (mode !== "overwrite") throw unsupported(`mode ${mode} of apigateway:PutRestApi`);
    const document = parseDocument(body);
    const api = editApi(control, path("restApiId"), (before) => ({
      ...importApi(control, before, document),
      name: titleOf(document) ?? before.name,
    }));
    return describeApi(api);
  },
};

import { createApi } from "../apis/rest-apis.ts";
import { describeApi } from "../describe.ts";
import { importApi, titleOf } from "../importing/import-api.ts";
import { assertImportParameters, parseDocument } from "../importing/request.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export const ImportRestApi: ManagementOperation = {
  name: "ImportRestApi",
  method: "POST",
  path: "/restapis",
  mode: "import",
  status: 201,
  body: "raw",
  run: (control, { body, query }) => {
    assertImportParameters(query, ["mode", "failonwarnings"]);
    const document = parseDocument(body);
    return control.store.transaction(() => {
      const empty = createApi(control, { name: titleOf(document) ?? "Imported API" });
      const api = importApi(control, empty, document);
      control.store.saveApi(api);
      return describeApi(api);
    });
  },
};

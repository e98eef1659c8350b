import type { ImportRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { createApi } from "../apis/rest-apis.ts";
import { importApi, titleOf } from "../importing/import-api.ts";
import {
  assertImportParameters,
  documentIfReadable,
  parseDocument,
  type WithDocument,
} from "../importing/request.ts";
import type { Control } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { rolesPassedBy } from "./passed-role.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export const ImportRestApi = (control: Control): Operation<WithDocument<ImportRestApiRequest>> =>
  managed({
    name: "ImportRestApi",
    http: {
      method: "POST",
      uri: "/restapis?mode=import",
      status: 201,
      members: {
        mode: ["query", "mode"],
        failOnWarnings: ["query", "failonwarnings"],
        parameters: ["queries", ""],
        body: ["payload", ""],
      },
    },
    further: ({ body }) => rolesPassedBy(documentIfReadable(body)),
    run: (input) => {
      assertImportParameters(input.parameters);
      const document = parseDocument(input.body);
      return control.store.transaction(() => {
        const empty = createApi(control, { name: titleOf(document) ?? "Imported API" });
        const api = importApi(control, empty, document);
        control.store.saveApi(api);
        return describeApi(api);
      });
    },
  });

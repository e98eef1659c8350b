import { unsupported } from "../../../../../core/errors.ts";
import type { PutRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { importApi, titleOf } from "../importing/import-api.ts";
import {
  assertImportParameters,
  documentIfReadable,
  parseDocument,
  type WithDocument,
} from "../importing/request.ts";
import { type Control, editApi } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { rolesPassedBy } from "./passed-role.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
export const PutRestApi = (control: Control): Operation<WithDocument<PutRestApiRequest>> =>
  managed({
    name: "PutRestApi",
    http: {
      method: "PUT",
      uri: "/restapis/{restApiId}",
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
      const mode = input.mode ?? "merge";
      if (mode !== "overwrite") throw unsupported(`mode ${mode} of apigateway:PutRestApi`);
      const document = parseDocument(input.body);
      const api = editApi(control, input.restApiId, (before) => ({
        ...importApi(control, before, document),
        name: titleOf(document) ?? before.name,
      }));
      return describeApi(api);
    },
  });

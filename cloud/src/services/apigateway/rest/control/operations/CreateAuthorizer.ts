import type { CreateAuthorizerRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { addAuthorizer, newAuthorizer } from "../apis/authorizers.ts";
import { type Control, editApi } from "../model/control.ts";
import { concurrentModification } from "../model/errors.ts";
import { managed } from "./managed.ts";
import { INTEGER, REQUIRED_TEXT, TEXT, TEXT_LIST } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const CreateAuthorizer = (control: Control): Operation<CreateAuthorizerRequest> =>
  managed({
    name: "CreateAuthorizer",
    http: { method: "POST", uri: "/restapis/{restApiId}/authorizers", status: 201 },
    input: {
      authType: TEXT,
      authorizerResultTtlInSeconds: INTEGER,
      authorizerUri: TEXT,
      identitySource: TEXT,
      identityValidationExpression: TEXT,
      name: REQUIRED_TEXT,
      providerARNs: TEXT_LIST,
      type: REQUIRED_TEXT,
    },
    run: (input) => {
      // AWS answers an unknown API here with a conflict instead of a not found.
      if (control.store.findApi(input.restApiId) === undefined) throw concurrentModification();
      const authorizer = newAuthorizer(input, control.randomness);
      editApi(control, input.restApiId, (api) => addAuthorizer(api, authorizer));
      return authorizer;
    },
  });

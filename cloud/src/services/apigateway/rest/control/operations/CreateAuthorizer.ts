import { addAuthorizer, newAuthorizer } from "../apis/authorizers.ts";
import { editApi } from "../control.ts";
import { concurrentModification } from "../errors.ts";
import { INTEGER, integerOf, listOf, REQUIRED_TEXT, TEXT, TEXT_LIST, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const CreateAuthorizer: ManagementOperation = {
  name: "CreateAuthorizer",
  method: "POST",
  path: "/restapis/{restApiId}/authorizers",
  status: 201,
  body: {
    authType: TEXT,
    authorizerResultTtlInSeconds: INTEGER,
    authorizerUri: TEXT,
    identitySource: TEXT,
    identityValidationExpression: TEXT,
    name: REQUIRED_TEXT,
    providerARNs: TEXT_LIST,
    type: REQUIRED_TEXT,
  },
  run: (control, { path, input }) => {
    // AWS answers an unknown API here with a conflict instead of a not found.
    if (control.store.findApi(path("restApiId")) === undefined) throw concurrentModification();
    const authorizer = newAuthorizer(
      {
        name: textOf(input, "name") ?? "",
        type: textOf(input, "type") ?? "",
        providerARNs: listOf<string>(input, "providerARNs"),
        authType: textOf(input, "authType"),
        identitySource: textOf(input, "identitySource"),
        identityValidationExpression: textOf(input, "identityValidationExpression"),
        authorizerResultTtlInSeconds: integerOf(input, "authorizerResultTtlInSeconds"),
      },
      control.randomness,
    );
    editApi(control, path("restApiId"), (api) => addAuthorizer(api, authorizer));
    return authorizer;
  },
};

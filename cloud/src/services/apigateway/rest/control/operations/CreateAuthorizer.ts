import type { Operation } from "../../../../../wire/operation.ts";
import { addAuthorizer, newAuthorizer } from "../apis/authorizers.ts";
import { type Control, editApi } from "../model/control.ts";
import { concurrentModification } from "../model/errors.ts";
import { managed } from "./managed.ts";
import { INTEGER, REQUIRED_TEXT, TEXT, TEXT_LIST } from "./members.ts";

interface Input {
  readonly restApiId: string;
  readonly authType?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly authorizerUri?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly name: string;
  readonly providerARNs?: readonly string[];
  readonly type: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const CreateAuthorizer = (control: Control): Operation<Input> =>
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
      const authorizer = newAuthorizer(
        {
          name: input.name,
          type: input.type,
          providerARNs: input.providerARNs,
          authType: input.authType,
          identitySource: input.identitySource,
          identityValidationExpression: input.identityValidationExpression,
          authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds,
        },
        control.randomness,
      );
      editApi(control, input.restApiId, (api) => addAuthorizer(api, authorizer));
      return authorizer;
    },
  });

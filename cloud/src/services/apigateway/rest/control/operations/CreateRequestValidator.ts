import type { CreateRequestValidatorRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { withValidator } from "../apis/request-validators.ts";
import { type Control, editApi } from "../model/control.ts";
import { newPartId } from "../model/ids.ts";
import { managed } from "./managed.ts";
import { FLAG, REQUIRED_TEXT } from "./members.ts";

type Input = CreateRequestValidatorRequest & { readonly name: string };

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const CreateRequestValidator = (control: Control): Operation<Input> =>
  managed({
    name: "CreateRequestValidator",
    http: { method: "POST", uri: "/restapis/{restApiId}/requestvalidators", status: 201 },
    input: { name: REQUIRED_TEXT, validateRequestBody: FLAG, validateRequestParameters: FLAG },
    run: (input) => {
      const validator = {
        id: newPartId(control.randomness),
        name: input.name,
        validateRequestBody: input.validateRequestBody ?? false,
        validateRequestParameters: input.validateRequestParameters ?? false,
      };
      editApi(control, input.restApiId, (api) => withValidator(api, validator));
      return validator;
    },
  });

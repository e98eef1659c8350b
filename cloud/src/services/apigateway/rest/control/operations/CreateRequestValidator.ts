import { withValidator } from "../apis/request-validators.ts";
import { editApi } from "../control.ts";
import { FLAG, flagOf, REQUIRED_TEXT, textOf } from "../members.ts";
import { newPartId } from "../model/ids.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const CreateRequestValidator: ManagementOperation = {
  name: "CreateRequestValidator",
  method: "POST",
  path: "/restapis/{restApiId}/requestvalidators",
  status: 201,
  body: { name: REQUIRED_TEXT, validateRequestBody: FLAG, validateRequestParameters: FLAG },
  run: (control, { path, input }) => {
    const validator = {
      id: newPartId(control.randomness),
      name: textOf(input, "name") ?? "",
      validateRequestBody: flagOf(input, "validateRequestBody") ?? false,
      validateRequestParameters: flagOf(input, "validateRequestParameters") ?? false,
    };
    editApi(control, path("restApiId"), (api) => withValidator(api, validator));
    return validator;
  },
};

import type { CreateModelRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { addModel, newModel } from "../apis/models.ts";
import { type Control, editApi } from "../model/control.ts";
import { badRequest } from "../model/errors.ts";
import { managed } from "./managed.ts";
import { REQUIRED_TEXT, TEXT } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const CreateModel = (control: Control): Operation<CreateModelRequest> =>
  managed({
    name: "CreateModel",
    http: { method: "POST", uri: "/restapis/{restApiId}/models", status: 201 },
    input: { contentType: REQUIRED_TEXT, description: TEXT, name: REQUIRED_TEXT, schema: TEXT },
    run: (input) => {
      if (input.schema === "") {
        throw badRequest("Model schema must have at least 1 property or array items defined");
      }
      const description = input.description;
      const model = newModel(
        {
          name: input.name,
          contentType: input.contentType,
          schema: input.schema ?? "{}",
          ...(description === undefined ? {} : { description }),
        },
        control.randomness,
      );
      editApi(control, input.restApiId, (api) => addModel(api, model));
      return model;
    },
  });

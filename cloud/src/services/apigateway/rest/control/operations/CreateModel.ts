import { addModel, newModel } from "../apis/models.ts";
import { editApi } from "../control.ts";
import { REQUIRED_TEXT, TEXT, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const CreateModel: ManagementOperation = {
  name: "CreateModel",
  method: "POST",
  path: "/restapis/{restApiId}/models",
  status: 201,
  body: { contentType: REQUIRED_TEXT, description: TEXT, name: REQUIRED_TEXT, schema: TEXT },
  run: (control, { path, input }) => {
    const description = textOf(input, "description");
    const model = newModel(
      {
        name: textOf(input, "name") ?? "",
        contentType: textOf(input, "contentType") ?? "",
        schema: textOf(input, "schema") ?? "{}",
        ...(description === undefined ? {} : { description }),
      },
      control.randomness,
    );
    editApi(control, path("restApiId"), (api) => addModel(api, model));
    return model;
  },
};

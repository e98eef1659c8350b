import type { ValueMap } from "../../template/value.ts";

export const API_KEY = "api_key";

export const API_KEY_DEFINITION: ValueMap = { type: "apiKey", name: "x-api-key", in: "header" };

export const AWS_IAM_DEFINITION: ValueMap = {
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "awsSigv4",
};

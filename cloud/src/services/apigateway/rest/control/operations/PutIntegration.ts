import { unsupported } from "../../../../../core/errors.ts";
import { newIntegration } from "../apis/integrations.ts";
import { describeIntegration } from "../describe.ts";
import {
  INTEGER,
  integerOf,
  listOf,
  mapOf,
  REQUIRED_TEXT,
  TEXT,
  TEXT_LIST,
  TEXT_MAP,
  textOf,
} from "../members.ts";
import type { ManagementOperation } from "../operation.ts";
import { changeMethod } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const PutIntegration: ManagementOperation = {
  name: "PutIntegration",
  method: "PUT",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
  status: 201,
  body: {
    cacheKeyParameters: TEXT_LIST,
    cacheNamespace: TEXT,
    connectionType: TEXT,
    httpMethod: TEXT,
    passthroughBehavior: TEXT,
    requestTemplates: TEXT_MAP,
    timeoutInMillis: INTEGER,
    type: REQUIRED_TEXT,
    uri: TEXT,
  },
  run: (control, call) => {
    const { input, path } = call;
    if ((listOf(input, "cacheKeyParameters") ?? []).length > 0) throw unsupported("cacheKeyParameters");
    if ((textOf(input, "connectionType") ?? "INTERNET") !== "INTERNET")
      throw unsupported("connectionType VPC_LINK");
    const integration = newIntegration(
      {
        type: textOf(input, "type") ?? "",
        httpMethod: textOf(input, "httpMethod"),
        uri: textOf(input, "uri"),
        passthroughBehavior: textOf(input, "passthroughBehavior"),
        timeoutInMillis: integerOf(input, "timeoutInMillis"),
        requestTemplates: mapOf<string>(input, "requestTemplates"),
      },
      path("resourceId"),
    );
    changeMethod(control, call, (method) => ({ ...method, integration }));
    return describeIntegration(integration);
  },
};

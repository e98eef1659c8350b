import { unsupported } from "../../../../../core/errors.ts";
import { createApi } from "../apis/rest-apis.ts";
import { describeApi } from "../describe.ts";
import { FLAG, flagOf, listOf, mapOf, REQUIRED_TEXT, TEXT, TEXT_LIST, TEXT_MAP, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const CreateRestApi: ManagementOperation = {
  name: "CreateRestApi",
  method: "POST",
  path: "/restapis",
  status: 201,
  body: {
    apiKeySource: TEXT,
    binaryMediaTypes: TEXT_LIST,
    description: TEXT,
    disableExecuteApiEndpoint: FLAG,
    endpointConfiguration: {
      type: "structure",
      members: { types: TEXT_LIST, ipAddressType: TEXT, vpcEndpointIds: TEXT_LIST },
    },
    name: REQUIRED_TEXT,
    policy: TEXT,
    tags: TEXT_MAP,
    version: TEXT,
  },
  run: (control, { input }) => {
    if ((textOf(input, "apiKeySource") ?? "HEADER") !== "HEADER")
      throw unsupported("apiKeySource AUTHORIZER");
    const endpoint = mapOf<unknown>(input, "endpointConfiguration") ?? {};
    if ((listOf(endpoint, "vpcEndpointIds") ?? []).length > 0) throw unsupported("vpcEndpointIds");
    if ((textOf(endpoint, "ipAddressType") ?? "ipv4") !== "ipv4")
      throw unsupported("ipAddressType dualstack");
    const api = createApi(control, {
      name: textOf(input, "name") ?? "",
      description: textOf(input, "description"),
      version: textOf(input, "version"),
      endpointTypes: listOf<string>(endpoint, "types"),
      binaryMediaTypes: listOf<string>(input, "binaryMediaTypes"),
      disableExecuteApiEndpoint: flagOf(input, "disableExecuteApiEndpoint"),
      policy: textOf(input, "policy"),
      tags: mapOf<string>(input, "tags"),
    });
    return describeApi(api);
  },
};

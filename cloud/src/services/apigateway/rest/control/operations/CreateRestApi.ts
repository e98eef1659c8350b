import { unsupported } from "../../../../../core/errors.ts";
import type { CreateRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requestTags } from "../../../../../wire/tag-keys.ts";
import { createApi } from "../apis/rest-apis.ts";
import type { Control } from "../model/control.ts";
import { describeApi } from "./describe.ts";
import { managed } from "./managed.ts";
import { FLAG, REQUIRED_TEXT, TEXT, TEXT_LIST, TEXT_MAP } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const CreateRestApi = (control: Control): Operation<CreateRestApiRequest> =>
  managed({
    name: "CreateRestApi",
    http: { method: "POST", uri: "/restapis", status: 201 },
    input: {
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
    keys: (input) => requestTags(input.tags),
    run: (input) => {
      if ((input.apiKeySource ?? "HEADER") !== "HEADER") throw unsupported("apiKeySource AUTHORIZER");
      const endpoint = input.endpointConfiguration ?? {};
      if ((endpoint.vpcEndpointIds ?? []).length > 0) throw unsupported("vpcEndpointIds");
      if ((endpoint.ipAddressType ?? "ipv4") !== "ipv4") throw unsupported("ipAddressType dualstack");
      const api = createApi(control, {
        name: input.name,
        description: input.description,
        version: input.version,
        endpointTypes: endpoint.types,
        binaryMediaTypes: input.binaryMediaTypes,
        disableExecuteApiEndpoint: input.disableExecuteApiEndpoint,
        policy: input.policy,
        tags: input.tags,
      });
      return describeApi(api);
    },
  });

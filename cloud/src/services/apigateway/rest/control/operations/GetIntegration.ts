import type { GetIntegrationRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { requireMethod } from "../apis/methods.ts";
import { type Control, requireApi } from "../model/control.ts";
import { notFound } from "../model/errors.ts";
import { describeIntegration } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const GetIntegration = (control: Control): Operation<GetIntegrationRequest> =>
  managed({
    name: "GetIntegration",
    http: {
      method: "GET",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
    },
    run: (input) => {
      const { integration } = requireMethod(requireApi(control, input.restApiId), input);
      if (integration === undefined) throw notFound("Invalid Integration identifier specified");
      return describeIntegration(integration);
    },
  });

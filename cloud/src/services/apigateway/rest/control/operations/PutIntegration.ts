import { unsupported } from "../../../../../core/errors.ts";
import type { PutIntegrationRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { newIntegration } from "../apis/integrations.ts";
import { assertSigned } from "../apis/methods.ts";
import type { Control } from "../model/control.ts";
import { describeIntegration } from "./describe.ts";
import { managed } from "./managed.ts";
import { INTEGER, REQUIRED_TEXT, TEXT, TEXT_LIST, TEXT_MAP } from "./members.ts";
import { passedRoles } from "./passed-role.ts";
import { changeMethod } from "./place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const PutIntegration = (control: Control): Operation<PutIntegrationRequest> =>
  managed({
    name: "PutIntegration",
    http: {
      method: "PUT",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
      status: 201,
      members: { integrationHttpMethod: ["body", "httpMethod"] },
    },
    input: {
      cacheKeyParameters: TEXT_LIST,
      cacheNamespace: TEXT,
      connectionType: TEXT,
      credentials: TEXT,
      integrationHttpMethod: TEXT,
      passthroughBehavior: TEXT,
      requestTemplates: TEXT_MAP,
      timeoutInMillis: INTEGER,
      type: REQUIRED_TEXT,
      uri: TEXT,
    },
    further: (input) => passedRoles([input.credentials]),
    run: (input) => {
      if ((input.cacheKeyParameters ?? []).length > 0) throw unsupported("cacheKeyParameters");
      if ((input.connectionType ?? "INTERNET") !== "INTERNET") throw unsupported("connectionType VPC_LINK");
      const integration = newIntegration(
        {
          type: input.type,
          httpMethod: input.integrationHttpMethod,
          uri: input.uri,
          credentials: input.credentials,
          passthroughBehavior: input.passthroughBehavior,
          timeoutInMillis: input.timeoutInMillis,
          requestTemplates: input.requestTemplates,
        },
        input.resourceId,
      );
      changeMethod(control, input, (method) => {
        const changed = { ...method, integration };
        assertSigned(changed);
        return changed;
      });
      return describeIntegration(integration);
    },
  });

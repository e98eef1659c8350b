import { AwsError, unsupported } from "../../../core/errors.ts";
import { iotErrors } from "../errors.ts";
import type { IotOperation } from "../http/service.ts";
import type { IotAccess } from "./access.ts";

const DATA_ENDPOINTS: ReadonlySet<string> = new Set(["iot:Data", "iot:Data-ATS"]);
const OTHER_ENDPOINTS: ReadonlySet<string> = new Set(["iot:CredentialProvider", "iot:Jobs"]);

/**
 * Answers this cloud's own address: HTTP publish and `/mqtt` are both on its port.
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeEndpoint.html
 */
export function createDescribeEndpoint(deps: IotAccess & { readonly port: number }): IotOperation {
  return {
    name: "DescribeEndpoint",
    method: "GET",
    path: "/endpoint",
    plane: "control",
    run: ({ caller, query }) => {
      const decision = deps.authorization.decide({ caller, action: "iot:DescribeEndpoint", resource: "*" });
      if (!decision.allowed) throw new AwsError("AccessDeniedException", decision.message, 403);
      const type = query.get("endpointType") ?? "iot:Data";
      if (OTHER_ENDPOINTS.has(type)) throw unsupported(`endpointType ${type}`);
      if (!DATA_ENDPOINTS.has(type)) throw iotErrors.invalidRequest(`Endpoint type ${type} is invalid.`);
      return { endpointAddress: `localhost:${deps.port}` };
    },
  };
}

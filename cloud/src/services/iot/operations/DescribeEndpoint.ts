import { unsupported } from "../../../core/errors.ts";
import type { Operation } from "../../../wire/operation.ts";
import { policyQuestion } from "../principals/question.ts";
import { iotErrors } from "../shared/errors.ts";

interface Input {
  readonly endpointType?: string;
}

const DATA_ENDPOINTS: ReadonlySet<string> = new Set(["iot:Data", "iot:Data-ATS"]);
const OTHER_ENDPOINTS: ReadonlySet<string> = new Set(["iot:CredentialProvider", "iot:Jobs"]);

/**
 * Answers this cloud's own address: HTTP publish and `/mqtt` are both on its port.
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeEndpoint.html
 */
export const DescribeEndpoint = (port: number): Operation<Input> => ({
  name: "DescribeEndpoint",
  http: { method: "GET", uri: "/endpoint", members: { endpointType: ["query", "endpointType"] } },
  authorize: (_input, { scope }) => [policyQuestion(scope, { action: "DescribeEndpoint", resource: "*" })],
  run: ({ endpointType = "iot:Data" }) => {
    if (OTHER_ENDPOINTS.has(endpointType)) throw unsupported(`endpointType ${endpointType}`);
    if (!DATA_ENDPOINTS.has(endpointType)) {
      throw iotErrors.invalidRequest(`Endpoint type ${endpointType} is invalid.`);
    }
    return { endpointAddress: `localhost:${port}` };
  },
});

import { AwsError } from "../../core/errors.ts";
import type { ResourceSource, StackResources } from "../../runtime/resources/finder.ts";
import { type Aws, type AwsService, sendSigned } from "./send-signed.ts";
import { stackResources } from "./stack-resources.ts";
import { callUserPools } from "./user-pools.ts";

const API_GATEWAY: AwsService = {
  title: "API Gateway",
  prefix: "apigateway",
  variable: "API_GATEWAY",
  signingName: "apigateway",
};

/** Resources as a client sees them, of the stacks whose names `names` gives. */
export function sourceOfAws(aws: Aws, names: () => Promise<readonly string[]>): ResourceSource {
  return {
    stacks: async () => {
      const stacks: StackResources[] = [];
      // One after another: CloudFormation counts what an account asks in a second.
      for (const name of await names()) {
        stacks.push({ name, resources: (await stackResources(aws, name)) ?? [] });
      }
      return stacks;
    },
    cognito: (operation, input) => callUserPools(aws, operation, input),
    apiGateway: async <Output>(path: string) => {
      const { status, text } = await sendSigned(aws, API_GATEWAY, {
        method: "GET",
        path,
        headers: { accept: "application/json" },
        body: "",
      });
      if (status < 300) return JSON.parse(text) as Output;
      throw new AwsError(`HTTP ${status}`, `API Gateway refused ${path}: ${text.slice(0, 500)}`, status);
    },
  };
}

import type { StackEngine } from "../../cloudformation/index.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import type { ResourceSource } from "./finder.ts";

interface QueriedCloud {
  readonly engine: Pick<StackEngine, "list">;
  readonly client: CloudClient;
}

/** The resources of a cloud in this process. */
export function sourceOfCloud({ engine, client }: QueriedCloud): ResourceSource {
  return {
    stacks: async () => engine.list().map(({ stackName, resources }) => ({ name: stackName, resources })),
    cognito: client.cognito,
    apiGateway: (path) => client.get("apigateway", path),
  };
}

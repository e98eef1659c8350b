import type { Cloud } from "../cloud.ts";
import type { ResourceSource } from "./finder.ts";

/** The resources of a cloud in this process. */
export function sourceOfCloud({ engine, client }: Pick<Cloud, "engine" | "client">): ResourceSource {
  return {
    stacks: async () => engine.list().map(({ stackName, resources }) => ({ name: stackName, resources })),
    cognito: client.cognito,
    apiGateway: (path) => client.get("apigateway", path),
  };
}

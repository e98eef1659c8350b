import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { listen } from "../../wire/testing/listen.ts";
import { type Harness, type HarnessOptions, harness } from "./harness.ts";

export interface ServedHarness extends Harness {
  readonly client: CloudFormationClient;
  readonly port: number;
  stop(): Promise<void>;
}

/** The harness behind a loopback port, with the real SDK client in front. */
export async function served(options: HarnessOptions = {}): Promise<ServedHarness> {
  const cloud = harness(options);
  const server = await listen(cloud.http);
  const client = new CloudFormationClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  return {
    ...cloud,
    client,
    port: server.port,
    stop: async () => {
      client.destroy();
      await server.close();
      await cloud.close();
    },
  };
}

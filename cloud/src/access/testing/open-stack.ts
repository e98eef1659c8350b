import { openCloud } from "../../library/open-cloud.ts";
import type { RunningCloud } from "../../library/running-cloud.ts";
import { type CloudClient, createCloudClient } from "../../runtime/client/cloud-client.ts";

/** A cloud in memory with one stack, `shop`, and its administrator's client. */
export async function openStack(
  template: string,
): Promise<{ readonly running: RunningCloud; readonly client: CloudClient }> {
  const { running } = await openCloud({});
  await running.deploy({ name: "shop", template });
  const { port, region, credentials } = running;
  return { running, client: createCloudClient({ port, region, credentials }) };
}

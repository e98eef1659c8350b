import { openCloud } from "./open-cloud.ts";
import type { RunningCloud, StartOptions } from "./running-cloud.ts";

/** Starts a cloud in this process, with the stacks deployed. */
export async function startCloud(options: StartOptions = {}): Promise<RunningCloud> {
  return (await openCloud(options)).running;
}

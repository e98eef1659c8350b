import { askAll } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Bus {
  readonly Name: string;
  readonly Arn: string;
  readonly Policy?: string;
}

/** @throws AwsError when the credentials may not read buses */
export async function readBuses({ client, names }: Source): Promise<DeployedDoor[]> {
  const buses = await askAll<Bus>(client, {
    service: "events",
    operation: "ListEventBuses",
    member: "EventBuses",
  });
  return byPlace(
    buses.map(({ Name, Arn, Policy }) => ({
      kind: "bus",
      arn: Arn,
      place: names.placeIn("AWS::Events::EventBus", Name),
      policy: Policy || undefined,
    })),
  );
}

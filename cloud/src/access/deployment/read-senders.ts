import { ask, askAll, unlessGone } from "./ask.ts";
import type { DeployedSender } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Named {
  readonly Name: string;
  readonly Arn: string;
}

interface Target {
  readonly RoleArn?: string;
}

const GONE = ["ResourceNotFoundException"];

/** The rules of every bus. */
export async function readRules({ client, names }: Source): Promise<DeployedSender[]> {
  const service = "events";
  const buses = await askAll<Named>(client, {
    service,
    operation: "ListEventBuses",
    member: "EventBuses",
  });
  const found = await Promise.all(
    buses.map(async ({ Name: EventBusName }): Promise<DeployedSender[]> => {
      const listed = { service, operation: "ListRules", member: "Rules", input: { EventBusName } };
      const rules = (await unlessGone(GONE, askAll<Named>(client, listed))) ?? [];
      return Promise.all(
        rules.map(async ({ Name: Rule, Arn: arn }) => {
          const asked = { service, operation: "ListTargetsByRule", member: "Targets" };
          const targets = askAll<Target>(client, { ...asked, input: { Rule, EventBusName } });
          const id = EventBusName === "default" ? Rule : `${EventBusName}|${Rule}`;
          return {
            service: "events.amazonaws.com",
            arn,
            place: names.placeIn("AWS::Events::Rule", id, Rule),
            roleArns: ((await unlessGone(GONE, targets)) ?? []).flatMap(({ RoleArn }) => RoleArn ?? []),
          };
        }),
      );
    }),
  );
  return byPlace(found.flat());
}

interface Listed extends Named {
  readonly GroupName: string;
}

export async function readSchedules({ client, names }: Source): Promise<DeployedSender[]> {
  const service = "scheduler";
  const listed = await askAll<Listed>(client, { service, operation: "ListSchedules", member: "Schedules" });
  const found = await Promise.all(
    listed.map(async ({ Name, Arn: arn, GroupName }): Promise<DeployedSender[]> => {
      const asked = ask<{ readonly Target: Target }>(client, service, "GetSchedule", { Name, GroupName });
      const schedule = await unlessGone(GONE, asked);
      if (schedule === undefined) return [];
      const roleArns = [schedule.Target.RoleArn ?? []].flat();
      const place = names.placeIn("AWS::Scheduler::Schedule", Name);
      return [{ service: "scheduler.amazonaws.com", arn, place, roleArns }];
    }),
  );
  return byPlace(found.flat());
}

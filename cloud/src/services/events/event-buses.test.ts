import { beforeEach, describe, expect, test } from "vitest";
import type { RoleCaller, ServiceCaller } from "../../core/caller.ts";
import { roleSession } from "../../core/role-session.ts";
import { BUS_ARN, eventsRole, eventsWorld, QUEUE } from "./testing/world.ts";

let events = eventsWorld();
beforeEach(async () => {
  events = eventsWorld();
  await events.call("CreateEventBus", { Name: "orders", Tags: [{ Key: "team", Value: "home" }] });
  await events.rule("paid", { source: ["shop"] }, { Arn: QUEUE }, { EventBusName: "orders" });
});

const buses = () => events.service().ports.eventBuses;
const PAID = { source: "shop", detailType: "Paid", detail: { total: 3 }, resources: ["r"], time: 0 };
const session = (allow: object): RoleCaller => {
  const arn = eventsRole(events, "worker", { allow });
  const { identities, scope } = events.account;
  const caller = roleSession({ roles: identities, scope }, arn, "s");
  if (caller === undefined) throw new Error("There is no such role.");
  return caller;
};
const service: ServiceCaller = {
  ...{ kind: "service", service: "s3.amazonaws.com" },
  ...{ sourceArn: "arn:aws:s3:::photos", sourceAccount: "123456789012" },
};

describe("EVT-3 buses for other services", () => {
  test("EVT-3 take events of a role that may, by source and by the bus's tags", () => {
    const caller = session({
      ...{ Action: "events:PutEvents", Resource: BUS_ARN },
      Condition: { StringEquals: { "events:source": "shop", "aws:ResourceTag/team": "home" } },
    });

    const id = buses().put(caller, BUS_ARN, PAID);
    events.settle();

    expect(events.delivered[0]?.input).toEqual({
      ...{ version: "0", id, "detail-type": "Paid", source: "shop", account: "123456789012" },
      ...{ time: "1970-01-01T00:00:00Z", region: "eu-west-1", resources: ["r"], detail: { total: 3 } },
    });
    expect(() => buses().put(caller, BUS_ARN, { ...PAID, source: "other" })).toThrow(
      "is not authorized to perform: events:PutEvents on resource",
    );
  });

  test("EVT-3 refuse a role without the right, and a service that the bus's policy does not name", () => {
    const caller = session({ Action: "s3:*", Resource: "*" });

    expect(() => buses().put(caller, BUS_ARN, PAID)).toThrow("not authorized to perform: events:PutEvents");
    expect(() => buses().put(service, BUS_ARN, PAID)).toThrow("not authorized to perform: events:PutEvents");
    expect(buses().decide(caller, BUS_ARN).allowed).toBe(false);
    events.settle();
    expect(events.delivered).toEqual([]);
  });

  test("EVT-5 take no event of AWS from whoever acts for a caller", () => {
    const caller = session({ Action: "events:*", Resource: "*" });

    expect(() => buses().put(caller, BUS_ARN, { ...PAID, source: "aws.s3" })).toThrow(
      "Not authorized for the source.",
    );
  });

  test("tell what is there, and refuse a bus that is not", () => {
    const caller = session({ Action: "events:*", Resource: "*" });
    const other = BUS_ARN.replace("orders", "none");

    expect(buses().has(BUS_ARN)).toBe(true);
    expect([other, QUEUE, BUS_ARN.replace("123456789012", "999999999999")].map(buses().has)).toEqual([
      false,
      false,
      false,
    ]);
    expect(buses().decide(caller, BUS_ARN).allowed).toBe(true);
    expect(() => buses().put(caller, other, PAID)).toThrow("Event bus none does not exist.");
  });

  test("what a service tells of itself comes on the default bus, from AWS too", async () => {
    await events.rule("created", { source: ["aws.s3"] }, { Arn: QUEUE });

    buses().announce({ source: "aws.s3", detailType: "Object Created", detail: { bucket: { name: "b" } } });
    events.settle();

    expect(events.delivered.map(({ input }) => input)).toMatchObject([
      { source: "aws.s3", time: "2026-09-03T08:05:09Z", resources: [], detail: { bucket: { name: "b" } } },
    ]);
  });
});

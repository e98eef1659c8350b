import { describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { Properties, ResourceContext } from "../../../core/ports/resource-provider.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createCloudWatchService } from "../index.ts";

const scope = { accountId: "123456789012", region: "eu-west-1" };
const context: ResourceContext = {
  scope,
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "Alarm",
  commit: (write) => write(),
  generateName: () => "home-Alarm-AbCdEfGhIjKl",
  tags: {},
};

const ALARM: Properties = {
  Namespace: "AWS/ApiGateway",
  MetricName: "5XXError",
  Dimensions: [{ Name: "ApiName", Value: "home" }],
  Statistic: "Sum",
  Period: 300,
  EvaluationPeriods: "1",
  Threshold: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  TreatMissingData: "notBreaching",
  AlarmActions: ["arn:aws:sns:eu-west-1:123456789012:alarms"],
};

function provider() {
  const [alarm] = createCloudWatchService({ database: openDatabase(":memory:"), scope }).resources;
  if (alarm === undefined) throw new Error("There is no provider.");
  return alarm;
}

describe("AWS::CloudWatch::Alarm", () => {
  test("has a name and an ARN, and goes with its stack", async () => {
    const alarm = provider();
    const made = await alarm.create(context, ALARM);
    expect(made).toEqual({
      physicalId: "home-Alarm-AbCdEfGhIjKl",
      attributes: { Arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:home-Alarm-AbCdEfGhIjKl" },
    });
    expect(await alarm.update(context, made.physicalId, ALARM, { ...ALARM, Threshold: "2.5" })).toEqual(made);
    await alarm.delete(context, made.physicalId, ALARM);
    await alarm.delete(context, made.physicalId, ALARM);
    expect(await alarm.create(context, ALARM)).toEqual(made);
  });

  test("a percentile stands in place of a statistic", async () => {
    const { Statistic: _, ...others } = ALARM;
    const { physicalId } = await provider().create(context, { ...others, ExtendedStatistic: "p99" });
    expect(physicalId).toBe("home-Alarm-AbCdEfGhIjKl");
  });

  test("a name that another alarm bears is refused", async () => {
    const alarm = provider();
    await alarm.create(context, { ...ALARM, AlarmName: "door" });
    await expect(alarm.create(context, { ...ALARM, AlarmName: "door" })).rejects.toMatchObject({
      code: "AlreadyExists",
    });
  });

  test("an alarm on a band is refused by name", async () => {
    const ComparisonOperator = "LessThanLowerOrGreaterThanUpperThreshold";
    await expect(provider().create(context, { ...ALARM, ComparisonOperator })).rejects.toMatchObject({
      message: `The ComparisonOperator ${ComparisonOperator} is not supported by Portcullis. See docs/gaps.md.`,
    });
  });

  test.each<[Properties, RegExp]>([
    [{ ComparisonOperator: "Above" }, /'comparisonOperator' failed to satisfy constraint/],
    [{ Statistic: "Median" }, /'statistic' failed to satisfy constraint/],
    [{ ExtendedStatistic: "p99" }, /Exactly one of the parameters Statistic and ExtendedStatistic/],
    [{ Statistic: null }, /Exactly one of the parameters Statistic and ExtendedStatistic/],
    [{ Statistic: null, ExtendedStatistic: "pp" }, /ExtendedStatistic is not supported/],
    [{ Namespace: ":x" }, /'namespace' failed to satisfy constraint/],
    [{ MetricName: null }, /The parameter MetricName is required/],
    [{ Threshold: "high" }, /Threshold must be a number/],
    [{ Period: 45 }, /Period must be 10, 20, 30 or a multiple of 60/],
    [{ Period: "long" }, /Period must be a whole number/],
    [{ EvaluationPeriods: 0 }, /'evaluationPeriods' failed to satisfy constraint/],
    [{ EvaluationPeriods: 300 }, /more than a day/],
    [{ DatapointsToAlarm: 2 }, /DatapointsToAlarm must not be greater/],
    [{ TreatMissingData: "perhaps" }, /TreatMissingData is not supported/],
    [{ AlarmActions: Array(6).fill("arn:aws:sns:eu-west-1:1:a") }, /'alarmActions' failed to satisfy/],
  ])("WATCH-1 refuses %j", async (change, message) => {
    const alarm = provider();
    await expect(alarm.create(context, { ...ALARM, ...change })).rejects.toMatchObject({
      code: "ValidationError",
      message: expect.stringMatching(message),
    });
    const made = await alarm.create(context, ALARM);
    await expect(
      alarm.update(context, made.physicalId, ALARM, { ...ALARM, ...change }),
    ).rejects.toMatchObject({
      code: "ValidationError",
    });
  });
});

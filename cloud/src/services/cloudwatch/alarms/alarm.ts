import { AwsError, unsupported } from "../../../core/errors.ts";
import type { Properties } from "../../../core/ports/resource-provider.ts";
import { textProperty, textsProperty } from "../../../core/properties/property-values.ts";
import { type Shape, validationMessage } from "../../../wire/models/constraints.ts";

const ACTIONS = { type: "list", max: 5, items: { type: "string", min: 1, max: 1024 } } as const;

/** Compare with a band that anomaly detection draws. */
const OF_BANDS = [
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
] as const;

/** Constraints of PutMetricAlarm on what is a text or a list of texts. */
const TEXTS: Shape = {
  alarmName: { type: "string", min: 1, max: 255 },
  alarmDescription: { type: "string", max: 1024 },
  comparisonOperator: {
    type: "string",
    enum: [
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
      ...OF_BANDS,
    ],
  },
  statistic: { type: "string", enum: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] },
  metricName: { type: "string", min: 1, max: 255 },
  namespace: { type: "string", min: 1, max: 255, pattern: "[^:].*" },
};
const ACTION_LISTS: Shape = { alarmActions: ACTIONS, oKActions: ACTIONS, insufficientDataActions: ACTIONS };
const COUNTS: Shape = {
  evaluationPeriods: { type: "integer", atLeast: 1 },
  datapointsToAlarm: { type: "integer", atLeast: 1 },
  period: { type: "integer", atLeast: 1 },
};
const MISSING = new Set(["breaching", "notBreaching", "ignore", "missing"]);
const SHORT_PERIODS = new Set([10, 20, 30]);
const DAY_SECONDS = 86_400;
const PERCENTILE =
  /^(?:p\d{1,2}(?:\.\d{1,10})?|p100|(?:tm|wm|tc|ts)\d{1,2}(?:\.\d{1,10})?|IQM|(?:TM|WM|TC|TS|PR)\(.+\))$/;

/**
 * Refuses the definitions that PutMetricAlarm refuses [WATCH-1].
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function assertAlarm(properties: Properties): void {
  const broken =
    validationMessage(
      TEXTS,
      read(TEXTS, (name) => textProperty(properties, name)),
    ) ??
    validationMessage(
      ACTION_LISTS,
      read(ACTION_LISTS, (name) => textsProperty(properties, name)),
    ) ??
    validationMessage(
      COUNTS,
      read(COUNTS, (name) => countOf(properties, name)),
    );
  if (broken !== undefined) throw invalid(broken);
  const operator = textProperty(properties, "ComparisonOperator");
  if (OF_BANDS.some((name) => name === operator)) throw unsupported(`The ComparisonOperator ${operator}`);
  assertMetric(properties);
  assertEvaluation(properties);
}

function assertMetric(properties: Properties): void {
  for (const name of ["MetricName", "Namespace", "Period", "Threshold"]) {
    if (textProperty(properties, name) === undefined) throw invalid(`The parameter ${name} is required.`);
  }
  const statistic = textProperty(properties, "Statistic");
  const extended = textProperty(properties, "ExtendedStatistic");
  if ((statistic === undefined) === (extended === undefined)) {
    throw invalid("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.");
  }
  if (extended !== undefined && !PERCENTILE.test(extended)) {
    throw invalid(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  }
  if (!Number.isFinite(Number(textProperty(properties, "Threshold")))) {
    throw invalid("The parameter Threshold must be a number.");
  }
}

function assertEvaluation(properties: Properties): void {
  const missing = textProperty(properties, "TreatMissingData");
  if (missing !== undefined && !MISSING.has(missing)) {
    throw invalid(`The value ${missing} for parameter TreatMissingData is not supported.`);
  }
  const period = countOf(properties, "Period") ?? 0;
  const periods = countOf(properties, "EvaluationPeriods") ?? 0;
  if (!SHORT_PERIODS.has(period) && period % 60 !== 0) {
    throw invalid("Period must be 10, 20, 30 or a multiple of 60.");
  }
  if (period < 3_600 && period * periods > DAY_SECONDS) {
    throw invalid(
      "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
    );
  }
  if ((countOf(properties, "DatapointsToAlarm") ?? 0) > periods) {
    throw invalid("DatapointsToAlarm must not be greater than EvaluationPeriods.");
  }
}

/** Property values by the name that the constraint sentences use. */
function read(shape: Shape, value: (property: string) => unknown): Record<string, unknown> {
  const found = Object.keys(shape).map((name) => [name, value(name.charAt(0).toUpperCase() + name.slice(1))]);
  return Object.fromEntries(found.filter(([, given]) => given !== undefined));
}

function countOf(properties: Properties, name: string): number | undefined {
  const text = textProperty(properties, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw invalid(`The parameter ${name} must be a whole number.`);
  return Number(text);
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

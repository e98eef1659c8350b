import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { type DeployedResource, type Deployment, ofType } from "../deployment/deployment.ts";
import { isOn, type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../deployment/json.ts";
import { tellSetting as tell } from "./tell-setting.ts";

const YEAR_DAYS = 365;

/** Whether somebody can tell afterwards, and is told. */
export const LOGS: readonly Check[] = [
  check(
    "configuration",
    {
      id: "CFG-23",
      title: "The access log says who did what, and logs hold no tokens",
      severity: "medium",
      references: "V16.2.1 V16.3.2 C778 C532 APIGateway.1 APIGateway.9 SEC04-BP01",
      mode: "c",
      change: "- DataTraceEnabled: true\n+ AccessLogSetting: { DestinationArn: …, Format: … }",
    },
    ({ deployment }, report) => {
      for (const api of deployment.apis) {
        for (const stage of api.stages) logging(report, stage.resource, stage.settings);
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-24",
      title: "Logs are kept, and not for ever",
      severity: "low",
      references: "CloudWatch.16 C778",
      mode: "c",
      change: "+ RetentionInDays: 365",
    },
    (context, report) => {
      for (const group of ofType(context.deployment, "AWS::Logs::LogGroup")) {
        const days = numberAt(group.properties, "RetentionInDays");
        if (Number.isNaN(days))
          tell(report, group, ["RetentionInDays"], `${group.logicalId} keeps logs for ever.`);
        else if (days < YEAR_DAYS && context.declared.profile === "production") {
          tell(
            report,
            group,
            ["RetentionInDays"],
            `${group.logicalId} keeps logs for ${days} days, less than a year.`,
          );
        } else report.held();
      }
      const groups = new Set(
        ofType(context.deployment, "AWS::Logs::LogGroup").map(({ physicalId }) => physicalId),
      );
      for (const resource of ofType(context.deployment, "AWS::Lambda::Function")) {
        const own =
          textAt(resource.properties, "LoggingConfig", "LogGroup") || `/aws/lambda/${resource.physicalId}`;
        if (groups.has(own)) report.held();
        else
          tell(
            report,
            resource,
            ["LoggingConfig"],
            `The log group of ${resource.logicalId} is made at its first call, and keeps logs for ever.`,
            logGroupFor(resource.logicalId),
          );
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-25",
      title: "Calls are traced, and a firewall stands before the API",
      severity: "info",
      references: "APIGateway.3 APIGateway.4 Lambda.7",
      mode: "c",
      change: "+ TracingEnabled: true",
    },
    ({ deployment }, report) => {
      for (const { stages, resource } of deployment.apis) {
        for (const stage of stages) {
          if (isOn(stage.settings, "tracingEnabled")) report.held();
          else
            tell(
              report,
              stage.resource,
              ["TracingEnabled"],
              `Calls of ${resource.logicalId} at ${stage.name} are not traced.`,
            );
        }
      }
      if (ofType(deployment, "AWS::WAFv2::WebACLAssociation").length === 0)
        report.note("No firewall (AWS WAF) stands before the APIs.");
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-27",
      title: "Alarms tell somebody",
      severity: "low",
      references: "V16.3.4 CloudWatch.15",
      mode: "c",
      change: "+ AlarmActions: [<topic>]",
    },
    (context, report) => alarms(context, report),
  ),
];

/** Of its own name: one that the first call made stays, and is in nobody's way. */
function logGroupFor(id: string): string {
  return `+ LoggingConfig: { LogGroup: !Ref ${id}Logs }
and beside it, under Resources: ${id}Logs: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 365 } }`;
}

const SAYS: readonly (readonly [string, RegExp])[] = [
  ["when", /requestTime/],
  ["what", /routeKey|resourcePath|\$context\.path/],
  ["the outcome", /\$context\.status/],
  ["who", /authorizer|identity\./],
];

function logging(report: CheckReport, resource: DeployedResource, settings: JsonObject): void {
  const traced = Object.entries(objectAt(settings, "methodSettings")).find(([, one]) =>
    isOn(one, "dataTraceEnabled"),
  );
  if (traced === undefined) report.held();
  else
    tell(
      report,
      resource,
      ["MethodSettings"],
      `Execution logs of ${traced[0]} hold whole requests, tokens among them (DataTraceEnabled).`,
    );
  const format = textAt(settings, "accessLogSettings", "format");
  if (format === "") {
    tell(report, resource, ["AccessLogSetting"], "There is no access log: nobody can tell who called.");
    return;
  }
  const missing = SAYS.filter(([, pattern]) => !pattern.test(format)).map(([word]) => word);
  if (missing.length === 0) report.held();
  else
    tell(
      report,
      resource,
      ["AccessLogSetting", "Format"],
      `The access log does not say ${missing.join(", ")}.`,
    );
}

/** Told once a stack: one topic is what they lack together. */
function alarms({ deployment }: AuditContext, report: CheckReport): void {
  const mute = new Map<string, DeployedResource[]>();
  for (const alarm of ofType(deployment, "AWS::CloudWatch::Alarm")) {
    if (textsAt(alarm.properties, "AlarmActions").length > 0) report.held();
    else mute.set(alarm.stack, [...(mute.get(alarm.stack) ?? []), alarm]);
  }
  for (const [stack, [first, ...more]] of mute) {
    if (first === undefined) continue;
    const others =
      more.length === 0 ? "" : ` and ${more.length} more ${more.length === 1 ? "alarm" : "alarms"}`;
    tell(
      report,
      first,
      ["AlarmActions"],
      `${first.logicalId}${others} of ${stack} tell${more.length === 0 ? "s" : ""} nobody.`,
    );
  }
  const watched = new Set(
    ofType(deployment, "AWS::CloudWatch::Alarm").flatMap(({ properties }) =>
      objectsAt(properties, "Dimensions").map((dimension) => textAt(dimension, "Value")),
    ),
  );
  for (const name of guards(deployment)) {
    const resource = ofType(deployment, "AWS::Lambda::Function").find(
      ({ physicalId }) => physicalId === name,
    );
    if (resource === undefined) continue;
    if (watched.has(name)) report.held();
    else
      tell(report, resource, [], `No alarm watches ${resource.logicalId}, without which nobody is let in.`);
  }
}

/** Functions that decide who is let in: triggers of pools. */
function guards({ pools }: Deployment): readonly string[] {
  return pools.flatMap(({ settings }) =>
    JSON.stringify(settings["LambdaConfig"] ?? {})
      .split('"')
      .flatMap((text) => /:function:([\w-]+)/.exec(text)?.[1] ?? []),
  );
}

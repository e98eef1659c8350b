import type { HeldTypes } from "../held-type.ts";

const NO_METRICS = "there are no metrics here";
const NO_BILLS = "nothing costs money here";

/** Monitoring, delivery of logs, and cost. */
export const WATCHING: HeldTypes = {
  "AWS::CloudWatch::Alarm": { why: `never evaluated: ${NO_METRICS}` },
  "AWS::CloudWatch::AnomalyDetector": {
    why: `never trained: ${NO_METRICS}`,
    made: {
      ref: "{uuid}",
      attributes: { Id: "{ref}" },
      replaceOn: [
        "Dimensions",
        "MetricCharacteristics",
        "MetricMathAnomalyDetector",
        "MetricName",
        "Namespace",
        "SingleMetricAnomalyDetector",
        "Stat",
      ],
      actions: [
        "cloudwatch:PutAnomalyDetector",
        "cloudwatch:PutAnomalyDetector",
        "cloudwatch:DeleteAnomalyDetector",
      ],
    },
  },
  "AWS::CloudWatch::CompositeAlarm": {
    why: `never evaluated: ${NO_METRICS}`,
    made: {
      ref: "{name:AlarmName}",
      attributes: { Arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{ref}" },
      replaceOn: ["AlarmName"],
      actions: ["cloudwatch:PutCompositeAlarm", "cloudwatch:PutCompositeAlarm", "cloudwatch:DeleteAlarms"],
    },
  },
  "AWS::CloudWatch::Dashboard": {
    why: `drawn nowhere: ${NO_METRICS}`,
    made: {
      ref: "{name:DashboardName}",
      replaceOn: ["DashboardName"],
      actions: ["cloudwatch:PutDashboard", "cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"],
    },
  },
  "AWS::Logs::MetricFilter": {
    why: `counts nothing: ${NO_METRICS}`,
    made: {
      ref: "{name:FilterName}",
      replaceOn: ["FilterName", "LogGroupName"],
      actions: ["logs:PutMetricFilter", "logs:PutMetricFilter", "logs:DeleteMetricFilter"],
    },
  },
  "AWS::Logs::QueryDefinition": {
    why: "saved and never run: Logs Insights is not served",
    made: {
      ref: "{uuid}",
      attributes: { QueryDefinitionId: "{ref}" },
      actions: ["logs:PutQueryDefinition", "logs:PutQueryDefinition", "logs:DeleteQueryDefinition"],
    },
  },
  "AWS::Logs::LogAnomalyDetector": {
    why: "looks at no log",
    made: {
      ref: "arn:aws:logs:{region}:{account}:anomaly-detector:{uuid}",
      attributes: {
        AnomalyDetectorArn: "{ref}",
        AnomalyDetectorStatus: "INITIALIZING",
        CreationTimeStamp: 0,
        LastModifiedTimeStamp: 0,
      },
      actions: [
        "logs:CreateLogAnomalyDetector",
        "logs:UpdateLogAnomalyDetector",
        "logs:DeleteLogAnomalyDetector",
      ],
    },
  },
  "AWS::Logs::DeliverySource": {
    why: "delivers nothing: logs stay in the state folder",
    made: {
      ref: "{Name}",
      attributes: {
        Arn: "arn:aws:logs:{region}:{account}:delivery-source:{ref}",
        ResourceArns: ["{ResourceArn}"],
        Service: "",
        Status: "ACTIVE",
        StatusReason: "",
      },
      replaceOn: ["Name"],
      actions: ["logs:PutDeliverySource", "logs:PutDeliverySource", "logs:DeleteDeliverySource"],
    },
  },
  "AWS::Logs::DeliveryDestination": {
    why: "nothing is delivered to it: logs stay in the state folder",
    made: {
      ref: "{Name}",
      attributes: { Arn: "arn:aws:logs:{region}:{account}:delivery-destination:{ref}" },
      replaceOn: ["DeliveryDestinationType", "DestinationResourceArn", "Name", "OutputFormat"],
      actions: [
        "logs:PutDeliveryDestination",
        "logs:PutDeliveryDestination",
        "logs:DeleteDeliveryDestination",
      ],
      guards: { DeliveryDestinationPolicy: "who may deliver to it" },
    },
  },
  "AWS::Logs::Delivery": {
    why: "delivers nothing: logs stay in the state folder",
    made: {
      ref: "{lower:16}",
      attributes: {
        Arn: "arn:aws:logs:{region}:{account}:delivery:{ref}",
        DeliveryDestinationType: "S3",
        DeliveryId: "{ref}",
      },
      replaceOn: ["DeliveryDestinationArn", "DeliverySourceName"],
      actions: ["logs:CreateDelivery", "logs:UpdateDeliveryConfiguration", "logs:DeleteDelivery"],
    },
  },
  "AWS::CloudTrail::Trail": {
    why: "records nothing: portcullis explain tells of requests",
    made: {
      ref: "{name:TrailName:128}",
      attributes: { Arn: "arn:aws:cloudtrail:{region}:{account}:trail/{ref}", SnsTopicArn: "" },
      replaceOn: ["TrailName"],
      actions: ["cloudtrail:CreateTrail", "cloudtrail:UpdateTrail", "cloudtrail:DeleteTrail"],
    },
  },
  "AWS::XRay::Group": {
    why: "groups no traces: X-Ray is not served",
    made: {
      ref: "arn:aws:xray:{region}:{account}:group/{GroupName}/{upper:26}",
      attributes: { GroupARN: "{ref}" },
      actions: ["xray:CreateGroup", "xray:UpdateGroup", "xray:DeleteGroup"],
    },
  },
  "AWS::XRay::SamplingRule": {
    why: "samples nothing: X-Ray is not served",
    made: {
      ref: "arn:aws:xray:{region}:{account}:sampling-rule/{SamplingRule.RuleName}",
      attributes: { RuleARN: "{ref}" },
      actions: ["xray:CreateSamplingRule", "xray:UpdateSamplingRule", "xray:DeleteSamplingRule"],
    },
  },
  "AWS::ApplicationInsights::Application": {
    why: `watches nothing: ${NO_METRICS}`,
    made: {
      ref: "arn:aws:applicationinsights:{region}:{account}:application/resource-group/{ResourceGroupName}",
      attributes: { ApplicationARN: "{ref}" },
      replaceOn: ["GroupingType", "ResourceGroupName"],
      actions: [
        "applicationinsights:CreateApplication",
        "applicationinsights:UpdateApplication",
        "applicationinsights:DeleteApplication",
      ],
    },
  },
  "AWS::ResourceGroups::Group": {
    why: "a list of resources that nothing here reads",
    made: {
      ref: "{Name}",
      attributes: { Arn: "arn:aws:resource-groups:{region}:{account}:group/{ref}" },
      replaceOn: ["Name"],
      actions: ["resource-groups:CreateGroup", "resource-groups:UpdateGroup", "resource-groups:DeleteGroup"],
    },
  },
  "AWS::Budgets::Budget": {
    why: NO_BILLS,
    made: {
      ref: "{name:Budget.BudgetName}",
      attributes: { Id: "{ref}" },
      replaceOn: ["NotificationsWithSubscribers"],
      actions: ["budgets:ModifyBudget", "budgets:ModifyBudget", "budgets:ModifyBudget"],
    },
  },
  "AWS::CE::AnomalyMonitor": {
    why: NO_BILLS,
    made: {
      ref: "arn:aws:ce::{account}:anomalymonitor/{uuid}",
      attributes: {
        CreationDate: "1970-01-01T00:00:00Z",
        DimensionalValueCount: 0,
        LastEvaluatedDate: "1970-01-01T00:00:00Z",
        LastUpdatedDate: "1970-01-01T00:00:00Z",
        MonitorArn: "{ref}",
      },
      replaceOn: ["MonitorDimension", "MonitorSpecification", "MonitorType", "ResourceTags"],
      actions: ["ce:CreateAnomalyMonitor", "ce:UpdateAnomalyMonitor", "ce:DeleteAnomalyMonitor"],
    },
  },
  "AWS::CE::AnomalySubscription": {
    why: NO_BILLS,
    made: {
      ref: "arn:aws:ce::{account}:anomalysubscription/{uuid}",
      attributes: { AccountId: "{account}", SubscriptionArn: "{ref}" },
      replaceOn: ["ResourceTags"],
      actions: [
        "ce:CreateAnomalySubscription",
        "ce:UpdateAnomalySubscription",
        "ce:DeleteAnomalySubscription",
      ],
    },
  },
};

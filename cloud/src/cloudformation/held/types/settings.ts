import type { HeldTypes } from "../held-type.ts";

const NO_APPCONFIG = "AppConfig is not served: a function that asks it is refused";
const AT_ONCE = "traffic moves to a new version at once";
const NO_CATALOGUE = "nothing reads this catalogue";

/** Settings of services that no request passes through. */
export const SETTINGS: HeldTypes = {
  "AWS::Lambda::CodeSigningConfig": {
    why: "signatures of packages are not checked",
    made: {
      ref: "arn:aws:lambda:{region}:{account}:code-signing-config:csc-{hex:17}",
      attributes: { CodeSigningConfigArn: "{ref}", CodeSigningConfigId: "{tail:ref}" },
      actions: [
        "lambda:CreateCodeSigningConfig",
        "lambda:UpdateCodeSigningConfig",
        "lambda:DeleteCodeSigningConfig",
      ],
    },
  },
  "AWS::Signer::SigningProfile": {
    why: "nothing is signed",
    made: {
      ref: "arn:aws:signer:{region}:{account}:/signing-profiles/{name:ProfileName:64}",
      attributes: {
        Arn: "{ref}",
        ProfileName: "{tail:ref}",
        ProfileVersion: "{lower:10}",
        ProfileVersionArn: "{ref}/{lower:10}",
      },
      replaceOn: ["PlatformId", "ProfileName", "SignatureValidityPeriod"],
      actions: ["signer:PutSigningProfile", "signer:TagResource", "signer:CancelSigningProfile"],
    },
  },
  "AWS::CodeDeploy::Application": {
    why: AT_ONCE,
    made: {
      ref: "{name:ApplicationName:100}",
      replaceOn: ["ApplicationName", "ComputePlatform"],
      actions: [
        "codedeploy:CreateApplication",
        "codedeploy:UpdateApplication",
        "codedeploy:DeleteApplication",
      ],
    },
  },
  "AWS::CodeDeploy::DeploymentConfig": {
    why: AT_ONCE,
    made: {
      ref: "{name:DeploymentConfigName:100}",
      replaceOn: [
        "ComputePlatform",
        "DeploymentConfigName",
        "MinimumHealthyHosts",
        "TrafficRoutingConfig",
        "ZonalConfig",
      ],
      actions: [
        "codedeploy:CreateDeploymentConfig",
        "codedeploy:CreateDeploymentConfig",
        "codedeploy:DeleteDeploymentConfig",
      ],
    },
  },
  "AWS::CodeDeploy::DeploymentGroup": {
    why: `${AT_ONCE}: its alarms stop nothing, and its triggers tell nobody`,
    made: {
      ref: "{name:DeploymentGroupName:100}",
      replaceOn: ["ApplicationName", "DeploymentGroupName"],
      actions: [
        "codedeploy:CreateDeploymentGroup",
        "codedeploy:UpdateDeploymentGroup",
        "codedeploy:DeleteDeploymentGroup",
      ],
    },
  },
  "AWS::ApplicationAutoScaling::ScalableTarget": {
    why: "functions scale by themselves",
    made: {
      ref: "{ResourceId}|{ScalableDimension}|{ServiceNamespace}",
      attributes: { Id: "{ref}" },
      replaceOn: ["ResourceId", "ScalableDimension", "ServiceNamespace"],
      actions: [
        "application-autoscaling:RegisterScalableTarget",
        "application-autoscaling:RegisterScalableTarget",
        "application-autoscaling:DeregisterScalableTarget",
      ],
    },
  },
  "AWS::ApplicationAutoScaling::ScalingPolicy": {
    why: "functions scale by themselves",
    made: {
      ref: "arn:aws:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{ServiceNamespace}/{ResourceId}:policyName/{PolicyName}",
      attributes: { Arn: "{ref}" },
      replaceOn: ["PolicyName", "ResourceId", "ScalableDimension", "ScalingTargetId", "ServiceNamespace"],
      actions: [
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:DeleteScalingPolicy",
      ],
    },
  },
  "AWS::AppConfig::Application": {
    why: NO_APPCONFIG,
    made: {
      ref: "{lower:7}",
      attributes: { ApplicationId: "{ref}" },
      actions: ["appconfig:CreateApplication", "appconfig:UpdateApplication", "appconfig:DeleteApplication"],
    },
  },
  "AWS::AppConfig::Environment": {
    why: NO_APPCONFIG,
    made: {
      ref: "{lower:7}",
      attributes: { EnvironmentId: "{ref}" },
      replaceOn: ["ApplicationId"],
      actions: ["appconfig:CreateEnvironment", "appconfig:UpdateEnvironment", "appconfig:DeleteEnvironment"],
    },
  },
  "AWS::AppConfig::ConfigurationProfile": {
    why: NO_APPCONFIG,
    made: {
      ref: "{lower:7}",
      attributes: { ConfigurationProfileId: "{ref}", KmsKeyArn: "" },
      replaceOn: ["ApplicationId", "LocationUri", "Type"],
      actions: [
        "appconfig:CreateConfigurationProfile",
        "appconfig:UpdateConfigurationProfile",
        "appconfig:DeleteConfigurationProfile",
      ],
    },
  },
  "AWS::AppConfig::DeploymentStrategy": {
    why: NO_APPCONFIG,
    made: {
      ref: "{lower:7}",
      attributes: { Id: "{ref}" },
      replaceOn: ["Name", "ReplicateTo"],
      actions: [
        "appconfig:CreateDeploymentStrategy",
        "appconfig:UpdateDeploymentStrategy",
        "appconfig:DeleteDeploymentStrategy",
      ],
    },
  },
  "AWS::AppConfig::HostedConfigurationVersion": {
    why: NO_APPCONFIG,
    made: {
      ref: "1",
      attributes: { VersionNumber: "{ref}" },
      replaceOn: [
        "ApplicationId",
        "ConfigurationProfileId",
        "Content",
        "ContentType",
        "Description",
        "LatestVersionNumber",
        "VersionLabel",
      ],
      actions: [
        "appconfig:CreateHostedConfigurationVersion",
        "appconfig:CreateHostedConfigurationVersion",
        "appconfig:DeleteHostedConfigurationVersion",
      ],
    },
  },
  "AWS::AppConfig::Deployment": {
    why: NO_APPCONFIG,
    made: {
      ref: "1",
      attributes: { DeploymentNumber: "{ref}", State: "COMPLETE" },
      replaceOn: [
        "ApplicationId",
        "ConfigurationProfileId",
        "ConfigurationVersion",
        "DeploymentStrategyId",
        "Description",
        "DynamicExtensionParameters",
        "EnvironmentId",
        "KmsKeyIdentifier",
        "Tags",
      ],
      actions: ["appconfig:StartDeployment", "appconfig:StartDeployment", "appconfig:StopDeployment"],
    },
  },
  "AWS::Glue::Database": {
    why: NO_CATALOGUE,
    made: {
      ref: "{name:DatabaseInput.Name}",
      replaceOn: ["DatabaseName"],
      actions: ["glue:CreateDatabase", "glue:UpdateDatabase", "glue:DeleteDatabase"],
    },
  },
  "AWS::Glue::Table": {
    why: NO_CATALOGUE,
    made: {
      ref: "{name:TableInput.Name}",
      attributes: { Id: "{ref}" },
      replaceOn: ["CatalogId", "DatabaseName", "Name"],
      actions: ["glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"],
    },
  },
  "AWS::Glue::Crawler": {
    why: "nothing is crawled",
    made: {
      ref: "{name:Name}",
      replaceOn: ["Name"],
      actions: ["glue:CreateCrawler", "glue:UpdateCrawler", "glue:DeleteCrawler"],
    },
  },
  "AWS::Athena::WorkGroup": {
    why: "no query is run",
    made: {
      ref: "{Name}",
      attributes: { CreationTime: "0" },
      replaceOn: ["Name"],
      actions: ["athena:CreateWorkGroup", "athena:UpdateWorkGroup", "athena:DeleteWorkGroup"],
    },
  },
  "AWS::Athena::NamedQuery": {
    why: "no query is run",
    made: {
      ref: "{uuid}",
      attributes: { NamedQueryId: "{ref}" },
      replaceOn: ["Database", "Description", "Name", "QueryString", "WorkGroup"],
      actions: ["athena:CreateNamedQuery", "athena:CreateNamedQuery", "athena:DeleteNamedQuery"],
    },
  },
  "AWS::CDK::Metadata": {
    why: "a note of the CDK's about itself",
    made: {
      ref: "{uuid}",
      attributes: { Id: "{ref}" },
    },
  },
};

import type { HeldTypes } from "./held-type.ts";
import { EDGES } from "./types/edges.ts";
import { NETWORK } from "./types/network.ts";
import { SETTINGS } from "./types/settings.ts";
import { WATCHING } from "./types/watching.ts";

/**
 * CFN-HELD: every type that is kept as a definition, and why nothing of it is served. No local request
 * passes through any of them, and none guards something that is served here: what guards access is never
 * held, however much it resembles these.
 */
export const HELD_TYPES: HeldTypes = { ...EDGES, ...NETWORK, ...SETTINGS, ...WATCHING };

/** The same of properties of types that are served: what is kept, and what does not happen for it. */
export const HELD_PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::DynamoDB::Table": {
    ContributorInsightsSpecification: "there are no metrics here",
    PointInTimeRecoverySpecification: "no backup is made: the state folder is this machine's",
    SSESpecification: "tables are a file of the state folder",
    WarmThroughput: "nothing is throttled",
  },
  "AWS::Lambda::Function": {
    CodeSigningConfigArn: "signatures of packages are not checked",
    KmsKeyArn: "this cloud's own key seals its state",
    RecursiveLoop: "loops of functions are not looked for: none is stopped",
    RuntimeManagementConfig: "the interpreters of this machine run functions",
    SnapStart: "functions start anew each time",
    VpcConfig: "functions run on this machine's own network",
  },
  "AWS::Logs::LogGroup": {
    FieldIndexPolicies: "Logs Insights is not served",
    KmsKeyId: "logs are files of the state folder",
    LogGroupClass: "logs are files of the state folder",
  },
  "AWS::S3::Bucket": {
    AccelerateConfiguration: "objects come from this machine",
    AnalyticsConfigurations: "nothing is analysed",
    IntelligentTieringConfigurations: "objects lie in one place",
    InventoryConfigurations: "no list is written",
    LoggingConfiguration: "no log of requests is delivered: portcullis explain tells of them",
    MetricsConfigurations: "there are no metrics here",
    WebsiteConfiguration: "there is no website endpoint: objects are served at the bucket's own address",
  },
  "AWS::SES::ConfigurationSet": {
    ArchivingOptions: "mail is kept in the mailbox of this cloud",
    DeliveryOptions: "mail goes to the mailbox of this cloud, and to the server that --smtp names",
    ReputationOptions: "nothing is measured",
    SuppressionOptions: "no mail bounces here: no address is suppressed",
    TrackingOptions: "who opens a mail is not tracked",
    VdmOptions: "nothing is measured",
  },
  "AWS::SES::EmailIdentity": {
    ConfigurationSetAttributes: "a mail says itself under which set it is sent",
    DkimAttributes: "mail is not signed here",
    DkimSigningAttributes: "mail is not signed here",
    FeedbackAttributes: "no bounce is reported",
    MailFromAttributes: "mail is sent from the sender's own address",
  },
};

/**
 * What guards access and is not enforced here: refused, and never held. A name that ends in `*` stands for
 * all that begin with it.
 */
const GUARDS: readonly (readonly [type: string, guards: string])[] = [
  ["AWS::ApiGateway::ClientCertificate", "a backend knows the API by it"],
  ["AWS::ApiGateway::DomainNameAccessAssociation", "decides who calls through a private name"],
  ["AWS::CloudFront::Function", "may decide who passes"],
  ["AWS::CloudFront::KeyGroup", "decides whose signed addresses pass"],
  ["AWS::CloudFront::PublicKey", "decides whose signed addresses pass"],
  ["AWS::CloudFront::TrustStore", "decides which clients may connect"],
  ["AWS::Cognito::UserPoolRiskConfigurationAttachment", "decides which sign-ins are blocked"],
  ["AWS::EC2::NetworkAcl*", "filters a network"],
  ["AWS::EC2::SubnetNetworkAclAssociation", "filters a network"],
  ["AWS::FMS::*", "enforces firewalls"],
  ["AWS::Logs::AccountPolicy", "masks what logs show"],
  ["AWS::Logs::ResourcePolicy", "decides who may write logs"],
  ["AWS::NetworkFirewall::*", "filters a network"],
  ["AWS::S3::AccessGrant*", "decides who reaches objects"],
  ["AWS::S3::AccessPoint*", "decides who reaches objects"],
  ["AWS::S3::MultiRegionAccessPoint*", "decides who reaches objects"],
  ["AWS::S3ObjectLambda::*", "changes what objects show"],
  ["AWS::SNS::TopicInlinePolicy", "decides who may publish"],
  ["AWS::SQS::QueueInlinePolicy", "decides who may send"],
  ["AWS::SecretsManager::ResourcePolicy", "decides who reads a secret"],
  ["AWS::Shield::*", "filters requests"],
  ["AWS::VerifiedPermissions::*", "decides what requests may do"],
  ["AWS::VpcLattice::*", "decides who reaches a service"],
  ["AWS::WAF::*", "filters requests"],
  ["AWS::WAFRegional::*", "filters requests"],
  ["AWS::WAFv2::*", "filters requests"],
];

/** How a type that is not supported guards access; undefined for all others. */
export function guardOf(type: string): string | undefined {
  return GUARDS.find(([name]) =>
    name.endsWith("*") ? type.startsWith(name.slice(0, -1)) : type === name,
  )?.[1];
}

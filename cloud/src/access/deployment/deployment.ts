import type { Scope } from "../../core/arns.ts";
import type { RolePolicies } from "../../iam/authorization.ts";
import type { Names } from "./names.ts";

/** What runs in the cloud, as far as it decides who may do what. */
export interface Deployment {
  readonly scope: Scope;
  readonly names: Names;
  readonly apis: readonly DeployedApi[];
  readonly functions: readonly DeployedFunction[];
  readonly roles: readonly DeployedRole[];
  readonly pools: readonly DeployedPool[];
  readonly buckets: readonly DeployedBucket[];
  readonly doors: readonly DeployedDoor[];
  readonly senders: readonly DeployedSender[];
  /** Keys of KMS that things are under, by what the things call them: an id, ARN or alias. */
  readonly keys: ReadonlyMap<string, DeployedKey>;
}

export interface DeployedApi {
  readonly id: string;
  /** `stack/LogicalId`; `-/<name>` for what no stack made. */
  readonly place: string;
  readonly stages: readonly DeployedStage[];
  /** JSON text of the resource policy. */
  readonly policy: string | undefined;
}

export interface DeployedStage {
  readonly name: string;
  readonly routes: readonly DeployedRoute[];
  /** The API was changed since: the stage serves what it was. */
  readonly isOlder: boolean;
}

export interface DeployedRoute {
  /** `ANY` for every method that has none of its own. */
  readonly method: string;
  readonly path: string;
  readonly authorizationType: string;
  readonly authorizer: RouteAuthorizer | undefined;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  /** `AWS_PROXY`, `MOCK` …; empty when there is none. */
  readonly integration: string;
  readonly functionName: string | undefined;
  /** Alias or version that the integration names; undefined for the function itself. */
  readonly qualifier?: string | undefined;
  /** ARN of the role under which the integration calls; undefined for the gateway itself. */
  readonly credentials?: string | undefined;
  /** A body that the route's model refuses; undefined when bodies are not checked. */
  readonly refusedBody: string | undefined;
}

export interface RouteAuthorizer {
  readonly name: string;
  readonly providerArns: readonly string[];
  readonly header: string;
  readonly audience: string | undefined;
}

export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly place: string;
  readonly roleArn: string;
  /** JSON text of the resource policy. */
  readonly policy: string | undefined;
  /** Aliases, and versions that have a policy: each has one of its own, and an ARN. */
  readonly qualified?: readonly QualifiedFunction[];
  /** Addresses of its own and of its aliases. */
  readonly urls?: readonly DeployedUrl[];
}

/** An address under which a function, or one of its aliases, is called. */
export interface DeployedUrl {
  /** Where this cloud answers it, query left out: `/_aws/lambda-url/abc/`. */
  readonly path: string;
  readonly authType: "AWS_IAM" | "NONE";
  /** Undefined for the function itself. */
  readonly alias: string | undefined;
}

export interface QualifiedFunction {
  readonly qualifier: string;
  readonly arn: string;
  /** JSON text. */
  readonly policy: string | undefined;
}

export interface DeployedRole extends RolePolicies {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly place: string;
  /** JSON text. */
  readonly trustPolicy: string;
}

export interface DeployedPool {
  readonly id: string;
  readonly arn: string;
  readonly place: string;
  readonly publicSignUp: boolean;
  readonly mfa: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  /** Names of the attributes that every person must have, `sub` left out. */
  readonly requiredAttributes: readonly string[];
  readonly preToken: { readonly lambdaArn: string; readonly version: "V1_0" | "V2_0" | "V3_0" } | undefined;
  readonly groups: readonly { readonly name: string; readonly roleArn: string | undefined }[];
  readonly clients: readonly DeployedClient[];
}

export interface DeployedClient {
  readonly id: string;
  readonly place: string;
  readonly secret: string | undefined;
  readonly authFlows: readonly string[];
  /** Empty when people do not sign in on the pages. */
  readonly oauthScopes: readonly string[];
  /** What it gets tokens for without a person; empty when it does not. */
  readonly machineScopes: readonly string[];
  /** Undefined: every attribute. */
  readonly writeAttributes: readonly string[] | undefined;
}

export interface DeployedBucket {
  readonly name: string;
  readonly place: string;
  /** JSON text. */
  readonly policy: string | undefined;
  /** Block Public Access keeps callers of outside out whatever the policy says. */
  readonly restrictsPublic: boolean;
  /** S3's own judgement of the policy. */
  readonly isPublic: boolean;
  /** The key of KMS under which objects are put that ask for nothing else: an id, ARN or alias. */
  readonly keyId?: string | undefined;
  /** The key is told of the bucket, not of each object. */
  readonly hasBucketKey?: boolean;
}

export type DoorKind = "queue" | "topic" | "bus" | "key" | "secret" | "parameter" | "table" | "layer";

/** What policies of roles open, and of most kinds a policy of its own. */
export interface DeployedDoor {
  readonly kind: DoorKind;
  readonly arn: string;
  readonly place: string;
  /** JSON text; undefined where it has none, and for the one that AWS gives to every topic. */
  readonly policy: string | undefined;
  /** The key of KMS that it is under: an id, ARN or alias. */
  readonly keyId?: string | undefined;
}

/** A key of KMS, the customer's or AWS's own for a service. */
export interface DeployedKey {
  readonly arn: string;
  readonly place: string;
  /** JSON text; grants stand in it as statements. */
  readonly policy: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` … */
  readonly state: string;
  /** One that AWS keeps for a service. */
  readonly isOfAws: boolean;
}

/** A rule or schedule: it sends as a service, or under the roles that its targets name. */
export interface DeployedSender {
  /** `events.amazonaws.com` */
  readonly service: string;
  readonly arn: string;
  readonly place: string;
  readonly roleArns: readonly string[];
}

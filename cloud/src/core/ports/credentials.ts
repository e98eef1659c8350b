import type { Why } from "../why.ts";

/** Temporary credentials of a role session. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiration: number;
}

/** What Lambda needs of IAM and STS to run a function under its role. */
export interface RoleAssumer {
  /**
   * Assumes `roleArn` for a service principal; the role's trust policy decides.
   * Throws AwsError when the role is missing or does not trust the service.
   */
  assumeForService(request: {
    readonly roleArn: string;
    readonly service: string;
    readonly sessionName: string;
    readonly durationSeconds: number;
  }): SessionCredentials;
  /**
   * True when the role exists and trusts the service.
   * @param sourceArn for which the service acts, where it tells; `aws:SourceArn` of a trust policy
   */
  canAssume(roleArn: string, service: string, sourceArn?: string): boolean;
  /** Why the role lets the service not act in it: it is missing, or does not trust it; undefined when it does. */
  whyNot(roleArn: string, service: string, sourceArn?: string): Why | undefined;
}

/** What policies are decided by of a role. */
export interface FoundRole {
  readonly name: string;
  /** `AROA…` */
  readonly id: string;
  readonly arn: string;
}

export interface RoleFinder {
  /** Undefined for a role that does not exist. */
  roleOf(roleArn: string): FoundRole | undefined;
}

import type { DeployedReader } from "../runtime/client/deployed/reader.ts";
import type { SigningCredentials } from "../wire/sigv4/sign.ts";

/** A stack as CloudFormation tells it. */
export interface TargetStack {
  readonly name: string;
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly terminationProtection: boolean;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
  }[];
  /** The template after its transforms, as text. */
  readonly processed: string;
}

export interface LocalMail {
  /** Id of the newest message. */
  newest(): Promise<string>;
  /** Takes away what was sent to an address after that message. */
  remove(address: string, after: string): Promise<void>;
}

/**
 * What is attacked, as an ordinary client with an administrator's key sees it. Refusals of AWS are thrown
 * as AwsError.
 */
export interface AuditTarget extends DeployedReader {
  readonly kind: "local" | "aws";
  /** For people: `the local cloud at http://127.0.0.1:4566`. */
  readonly title: string;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: SigningCredentials;
  stacks(): Promise<readonly TargetStack[]>;
  exports(): Promise<ReadonlyMap<string, string>>;
  /** Address of the user-pool API, without a slash at the end. */
  readonly userPoolUrl: string;
  /** Address of a stage, without a slash at the end. */
  restApi(apiId: string, stage: string): string;
  /** Address of hosted pages by their prefix, without a slash at the end. */
  authDomain(prefix: string): string;
  /** Messages to people, where they stay on this machine. */
  readonly mail?: LocalMail;
  /** Public keys of a pool. */
  keysUrl(userPoolId: string): string;
}

/** Who makes a call, after its signature was verified. */
export type Caller = AdministratorCaller | RoleCaller | ServiceCaller | AnonymousCaller;

/** The holder of the administrator key of this cloud: like an IAM user with AdministratorAccess. */
export interface AdministratorCaller {
  readonly kind: "administrator";
  /** `arn:aws:iam::<account>:user/administrator` */
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly userId: string;
}

/** A role session, e.g. a running function. */
export interface RoleCaller {
  readonly kind: "role";
  /** `arn:aws:sts::<account>:assumed-role/<role name>/<session name>` */
  readonly arn: string;
  /** `arn:aws:iam::<account>:role/<path><role name>` */
  readonly roleArn: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** `AROA…:<session name>` */
  readonly userId: string;
  /** JSON text of session policies passed to AssumeRole; empty when none was passed. */
  readonly sessionPolicies: readonly string[];
}

/** An AWS service acting for a resource, e.g. API Gateway invoking a function. */
export interface ServiceCaller {
  readonly kind: "service";
  /** Service principal, e.g. `apigateway.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

export interface AnonymousCaller {
  readonly kind: "anonymous";
}

export const anonymous: AnonymousCaller = { kind: "anonymous" };

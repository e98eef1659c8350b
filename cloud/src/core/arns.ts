/** The six parts of an Amazon Resource Name. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Everything after the fifth colon, e.g. `userpool/eu-west-1_AbCdEfGhI`. */
  readonly resource: string;
}

/** Parses an ARN, or answers undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  const [, partition = "", service = "", region = "", accountId = ""] = parts;
  const resource = parts.slice(5).join(":");
  if (partition === "" || service === "" || resource === "") return undefined;
  return { partition, service, region, accountId, resource };
}

/** Where resources of this cloud live. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}

/** Whether the ARN names an account other than this cloud's; false when the text is no ARN. */
export function isOfOtherAccount(text: string, { accountId }: Scope): boolean {
  const arn = parseArn(text);
  return arn !== undefined && arn.accountId !== accountId;
}

/** Whether the parts are those of a resource of this cloud: its partition, its account, its region. */
export function isOfHere({ partition, accountId, region }: Arn, scope: Scope): boolean {
  return partition === "aws" && accountId === scope.accountId && region === scope.region;
}

/** `arn:aws:<service>:<region>:<account>:<resource>` */
export function regionalArn(scope: Scope, service: string, resource: string): string {
  return `arn:aws:${service}:${scope.region}:${scope.accountId}:${resource}`;
}

/** ARN of a global service (IAM, STS): the region part is empty. */
export function globalArn(scope: Scope, service: string, resource: string): string {
  return `arn:aws:${service}::${scope.accountId}:${resource}`;
}

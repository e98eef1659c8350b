/**
 * What the value of an AWS-specific parameter type looks like, for types that name what is held here
 * (networks, zones): whether there is such a thing is not looked at.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["AWS::EC2::AvailabilityZone::Name", /^[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\d{1,2}[a-z]$/],
  ["AWS::EC2::SecurityGroup::Id", /^sg-[0-9a-f]{8,17}$/],
  ["AWS::EC2::Subnet::Id", /^subnet-[0-9a-f]{8,17}$/],
  ["AWS::EC2::VPC::Id", /^vpc-[0-9a-f]{8,17}$/],
  ["AWS::Route53::HostedZone::Id", /^Z[0-9A-Z]{1,31}$/],
]);

export interface NetworkType {
  readonly form: RegExp;
  readonly isList: boolean;
}

/** A parameter type that names held resources, alone or in `List<…>`. */
export function networkTypeOf(declared: string): NetworkType | undefined {
  const inner = /^List<(.{1,100})>$/.exec(declared)?.[1];
  const form = FORMS.get(inner ?? declared);
  return form === undefined ? undefined : { form, isList: inner !== undefined };
}

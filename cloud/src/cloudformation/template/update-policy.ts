import { isValueMap, member, type ValueMap } from "./value.ts";

const ALIAS = "AWS::Lambda::Alias";
const MEMBERS: ReadonlySet<string> = new Set([
  "AfterAllowTrafficHook",
  "ApplicationName",
  "BeforeAllowTrafficHook",
  "DeploymentGroupName",
]);

/**
 * Whether the UpdatePolicy of a resource is one that is held: that of an alias whose traffic CodeDeploy moves.
 * Others change how a resource is updated.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
export function isServedUpdatePolicy(resource: ValueMap): boolean {
  const policy = member(resource, "UpdatePolicy");
  if (member(resource, "Type") !== ALIAS || !isValueMap(policy)) return false;
  const { CodeDeployLambdaAliasUpdate: update, ...others } = policy;
  return (
    Object.keys(others).length === 0 &&
    isValueMap(update) &&
    Object.keys(update).every((name) => MEMBERS.has(name)) &&
    update["ApplicationName"] !== undefined &&
    update["DeploymentGroupName"] !== undefined
  );
}

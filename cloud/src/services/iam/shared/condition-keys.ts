import type { ConditionContext } from "../../../core/ports/authorization.ts";
import { requestTags, resourceTags, tagKeys } from "../../../wire/tag-keys.ts";
import type { IamContext } from "./context.ts";

/** Members of inputs that conditions are about. */
interface Judged {
  readonly RoleName?: string | undefined;
  readonly PermissionsBoundary?: string | undefined;
  readonly PolicyArn?: string | undefined;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  readonly TagKeys?: readonly string[] | undefined;
}

type KeyReader = (context: IamContext, input: Judged) => ConditionContext;

/** IAM-23: what a call is judged by in addition to action and role: some of the keys below. */
export function conditionKeys(context: IamContext, ...readers: readonly KeyReader[]) {
  return (input: Judged): ConditionContext =>
    Object.assign({}, ...readers.map((reader) => reader(context, input)));
}

/** The boundary that the role has. */
export const ownBoundary: KeyReader = ({ identities }, { RoleName: name = "" }) =>
  boundaryKey(identities.roles.find(name)?.permissionsBoundary);

/** The boundary that the call gives the role. */
export const newBoundary: KeyReader = (_context, input) => boundaryKey(input.PermissionsBoundary);

function boundaryKey(arn: string | undefined): ConditionContext {
  return arn === undefined ? {} : { "iam:PermissionsBoundary": arn };
}

/** The managed policy that is attached or detached. */
export const policyArn: KeyReader = (_context, { PolicyArn: arn }) =>
  arn === undefined ? {} : { "iam:PolicyARN": arn };

export const newTags: KeyReader = (_context, { Tags: tags = [] }) =>
  requestTags(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));

export const goneTags: KeyReader = (_context, { TagKeys: keys }) => tagKeys(keys);

/** Tags of the managed policy that the call names. */
export const policyTags: KeyReader = ({ identities }, { PolicyArn: arn = "" }) => {
  const tags = identities.managedPolicies.find(arn)?.tags ?? [];
  return resourceTags(Object.fromEntries(tags.map(({ key, value }) => [key, value])));
};

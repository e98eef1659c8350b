import type { Scope } from "../arns.ts";
import type { Caller } from "../caller.ts";
import type { Question } from "./authorization.ts";

/** A property value after intrinsics are resolved. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Properties = Readonly<Record<string, Value>>;

/**
 * Which properties a resource type takes. `true` accepts any value of that property; a nested
 * object lists the members; `{ "*": … }` is a map with free keys; arrays are transparent.
 */
export type PropertySchema = true | { readonly [name: string]: PropertySchema };

export interface ResourceContext {
  readonly scope: Scope;
  /** Who changes the stack. */
  readonly caller: Caller;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** As the template has it; left out where it is the type of the provider. */
  readonly type?: string;
  /** Physical name as CloudFormation makes it: `<stack>-<LogicalId>-<random>`, cut to `maxLength`. */
  generateName(options: { readonly maxLength: number; readonly lowerCase?: boolean }): string;
  /**
   * Runs the write that brings a new resource about, and records what it answers in the same
   * transaction: after `kill -9` there are both or neither. `create` makes its last step of it.
   */
  commit(write: () => ProvisionedResource): ProvisionedResource;
  /** Tags CloudFormation puts on every resource, plus the stack's own. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface ProvisionedResource {
  readonly physicalId: string;
  /** What `Ref` gives; the physical id when absent. */
  readonly ref?: string;
  /** What `Fn::GetAtt` gives, by attribute name (dots included). */
  readonly attributes: Readonly<Record<string, Value>>;
  /** Events never show the values of its attributes. */
  readonly noEcho?: boolean;
}

/** A call of the service's own API: what it asks of its caller stands at the operation. */
export interface ApiCall {
  /** AWS name of the operation, e.g. `CreateRole`. */
  readonly operation: string;
  /** Members of its input that its authorization reads. */
  readonly input: object;
  /** A resource type of the service that has the operation, where that is not the service of the resource. */
  readonly serviceOf?: string;
}

/** What is about to happen to a resource. */
export type ResourceChange =
  | { readonly kind: "create"; readonly properties: Properties }
  | {
      readonly kind: "update";
      readonly physicalId: string;
      readonly before: Properties;
      readonly after: Properties;
    }
  | { readonly kind: "delete"; readonly physicalId: string; readonly properties: Properties };

/**
 * Provisions one CloudFormation resource type by calling the operations the API calls.
 * Lives with its service; the engine knows only this port.
 */
export interface ResourceProvider {
  /** e.g. `AWS::Cognito::UserPool` */
  readonly type: string;
  readonly properties: { readonly [name: string]: PropertySchema };
  readonly required: readonly string[];
  /** Top-level properties whose change replaces the resource (documented "Replacement"). */
  readonly replaceOn: readonly string[];
  /** Tags of the stack do not get to it: they alone are no reason to update it. */
  readonly untagged?: true;
  /** Its update may answer with another physical id: the former resource is deleted in the clean-up. */
  readonly replacesItself?: true;
  /**
   * The calls of the API that the change stands for: whoever changes the stack must be allowed to make
   * them. A question stands where this cloud has no such operation.
   */
  calls(context: ResourceContext, change: ResourceChange): readonly (ApiCall | Question)[];
  create(context: ResourceContext, properties: Properties): Promise<ProvisionedResource>;
  /**
   * Of a type that others make: what is certain to be refused, told without asking them. Of the properties
   * those that are known are given.
   * @throws AwsError
   */
  foresee?(context: ResourceContext, properties: Properties): void;
  update(
    context: ResourceContext,
    physicalId: string,
    before: Properties,
    after: Properties,
  ): Promise<ProvisionedResource>;
  /** Called once the operation that created or updated the resource is complete, and again after a stop. */
  finish?(context: ResourceContext, physicalId: string): Promise<void>;
  /** Deleting what is already gone succeeds. */
  delete(context: ResourceContext, physicalId: string, properties: Properties): Promise<void>;
}

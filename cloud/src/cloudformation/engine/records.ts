import type { Caller } from "../../core/caller.ts";
import type { LeftOutResource } from "../../core/ports/held.ts";
import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import type { RetentionPolicy } from "../template/model.ts";

/** What becomes of a stack whose creation or update fails. */
export type OnFailure = "ROLLBACK" | "DO_NOTHING" | "DELETE";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export type StackStatus =
  | "REVIEW_IN_PROGRESS"
  | "CREATE_IN_PROGRESS"
  | "CREATE_COMPLETE"
  | "CREATE_FAILED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_COMPLETE"
  | "ROLLBACK_FAILED"
  | "UPDATE_IN_PROGRESS"
  | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
  | "UPDATE_COMPLETE"
  | "UPDATE_FAILED"
  | "UPDATE_ROLLBACK_IN_PROGRESS"
  | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"
  | "UPDATE_ROLLBACK_COMPLETE"
  | "UPDATE_ROLLBACK_FAILED"
  | "DELETE_IN_PROGRESS"
  | "DELETE_COMPLETE"
  | "DELETE_FAILED";

export type ResourceStatus =
  | "CREATE_IN_PROGRESS"
  | "CREATE_COMPLETE"
  | "CREATE_FAILED"
  | "UPDATE_IN_PROGRESS"
  | "UPDATE_COMPLETE"
  | "UPDATE_FAILED"
  | "DELETE_IN_PROGRESS"
  | "DELETE_COMPLETE"
  | "DELETE_FAILED"
  | "DELETE_SKIPPED";

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

/** What was asked for: a template with its parameters, in one of the two slots of a stack. */
export interface Revision {
  /** The text as submitted. */
  readonly templateBody: string;
  /** JSON text after transforms; equal in meaning to `templateBody` when there is none. */
  readonly processedBody: string;
  readonly transformed: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  /** What those gave that name a parameter of the Parameter Store; undefined: written before there were any. */
  readonly resolvedParameters?: Readonly<Record<string, string>>;
  readonly noEchoParameters: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly description: string | undefined;
  readonly changeSetId: string | undefined;
  /** What of the template was left out; undefined: nothing. */
  readonly leftOut?: readonly LeftOutResource[];
}

/** What asked for an operation: the same again is the same request. */
export interface RequestMark {
  /** Name of the operation of the API. */
  readonly operation: string;
  /** `ClientRequestToken` of the caller. */
  readonly token: string;
}

export interface StackRecord {
  /** Whose rights the last operation has; undefined: it began before this was written down. */
  readonly caller: Caller | undefined;
  /** The service role, from the operation on that was given it. */
  readonly roleArn: string | undefined;
  readonly stackId: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason: string | undefined;
  /** Epoch milliseconds, as the two below. */
  readonly createdAt: number;
  readonly updatedAt: number | undefined;
  readonly deletedAt: number | undefined;
  readonly onFailure: OnFailure;
  /** A rollback deletes what the operation made even where its policy is to retain it. */
  readonly retainExceptOnCreate: boolean;
  /** How long the creation may take, and the epoch milliseconds at which that is over. */
  readonly timeout: { readonly minutes: number; readonly at: number } | undefined;
  readonly terminationProtection: boolean;
  readonly retainResources: readonly string[];
  /** Undefined when the last operation was asked for without a token. */
  readonly request: RequestMark | undefined;
  readonly outputs: readonly StackOutput[];
  /** Names of exports the last complete operation used. */
  readonly imports: readonly string[];
  /** Of a nested stack: the ids of the stack it is a resource of, and of the first one above. */
  readonly parentId?: string;
  readonly rootId?: string;
  /** Of a nested stack: its update is done and waits for the end of its parent's operation. */
  readonly held?: HeldUpdate | undefined;
}

/** What an update has brought about, official or not yet. */
export interface UpdateResult {
  readonly outputs: readonly StackOutput[];
  readonly exports: readonly ExportRecord[];
  readonly imports: readonly string[];
  /** Logical ids of the new template. */
  readonly kept: readonly string[];
}

/** What a rollback gives back is kept beside it. */
export interface HeldUpdate extends UpdateResult {
  readonly before: Pick<UpdateResult, "outputs" | "exports">;
}

/** What a resource was before an update touched it: what a rollback restores. */
export interface ResourceSnapshot {
  readonly properties: Properties;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly dependencies: readonly string[];
  readonly definition: ResourceSettings;
}

export interface ResourceSettings {
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  readonly metadata: Value | null;
  readonly updatePolicy?: Value | undefined;
}

/**
 * One physical resource of a stack. A replacement makes a second record of the same logical id
 * with the next generation.
 */
export interface ResourceRecord {
  readonly stackId: string;
  readonly logicalId: string;
  readonly generation: number;
  readonly type: string;
  /** Empty until the resource exists. */
  readonly physicalId: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Value>>;
  /** Properties as last given to the provider, resolved. */
  readonly properties: Properties;
  readonly dependencies: readonly string[];
  readonly definition: ResourceSettings;
  readonly status: ResourceStatus;
  readonly reason: string | undefined;
  readonly updatedAt: number;
  /** Random part of generated names; kept so that a repeated call makes the same name. */
  readonly nameSuffix: string;
  /** Made by the operation in progress: its rollback deletes it. */
  readonly isNewInThisOperation: boolean;
  /** Replaced by a newer generation or gone from the template: the cleanup deletes it. */
  readonly obsolete: "replaced" | "removed" | undefined;
  readonly before: ResourceSnapshot | undefined;
  /** Values of its attributes are never shown. */
  readonly noEcho?: boolean;
  /** What events show of the properties, where that is not all of them. */
  readonly shownProperties?: Properties | undefined;
}

export interface StackEvent {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  /** Epoch milliseconds; grows strictly within a stack. */
  readonly timestamp: number;
  readonly status: StackStatus | ResourceStatus;
  readonly reason: string | undefined;
  /** JSON text. */
  readonly properties: string | undefined;
  /** `ClientRequestToken` of the operation it belongs to. */
  readonly token: string | undefined;
}

export interface ExportRecord {
  readonly name: string;
  readonly stackId: string;
  readonly value: string;
}

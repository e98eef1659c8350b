import { unsupported } from "../../../core/errors.ts";
import type { ResourceTypeForTagging } from "../../../wire/models/generated/ssm.types.ts";
import type { SsmContext } from "./context.ts";
import { invalidResource } from "./errors.ts";
import type { CurrentParameter } from "./parameter.ts";

interface Tagged {
  readonly ResourceType: ResourceTypeForTagging;
  readonly ResourceId: string;
}

/**
 * The name of the parameter whose tags are meant.
 * @throws AwsError for tags of other things, which are refused by name
 */
export function taggedName({ ResourceType, ResourceId }: Tagged): string {
  if (ResourceType !== "Parameter") throw unsupported(`Tagging a ${ResourceType}`);
  return ResourceId;
}

/** @throws AwsError InvalidResourceId */
export function taggedParameter(ssm: SsmContext, tagged: Tagged): CurrentParameter {
  const parameter = ssm.parameters.find(taggedName(tagged));
  if (parameter === undefined) throw invalidResource();
  return parameter;
}

import { parseArn } from "../../../../../core/arns.ts";
import type { Tags } from "../../../../../wire/tag-keys.ts";
import { setTags } from "../apis/rest-apis.ts";
import { type Control, requireApi } from "../model/control.ts";
import { badRequest } from "../model/errors.ts";
import { requireStage } from "../stages/stages.ts";

export interface TaggedResource {
  readonly tags: Readonly<Record<string, string>>;
  save(tags: Readonly<Record<string, string>>): void;
}

const RESOURCE = /^\/restapis\/([a-z0-9]+)(?:\/stages\/([A-Za-z0-9_-]+))?$/;

/** What `arn:aws:apigateway:<region>::/restapis/<id>[/stages/<name>]` names. */
export function taggedResource(control: Control, arn: string): TaggedResource {
  const parsed = parseArn(arn);
  const [, apiId, stageName] = RESOURCE.exec(parsed?.resource ?? "") ?? [];
  if (parsed?.service !== "apigateway" || apiId === undefined)
    throw badRequest("Invalid resource ARN specified");
  if (stageName === undefined) {
    const api = requireApi(control, apiId);
    return { tags: api.tags, save: (tags) => setTags(control, apiId, tags) };
  }
  const stage = requireStage(control, apiId, stageName);
  return { tags: stage.tags, save: (tags) => control.store.saveStage({ ...stage, tags }) };
}

const PLACE = /^\/restapis\/([a-z0-9]+)(?:\/stages\/([A-Za-z0-9_-]+))?(?=\/|$)/;

/**
 * APIGW-11: what policies read as tags of a resource: those of an API count for all that is below it, and
 * those of a stage come before them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
 */
export function inheritedTags({ store }: Pick<Control, "store">, arn: string): Tags {
  const [, apiId = "", stageName = ""] = PLACE.exec(parseArn(arn)?.resource ?? "") ?? [];
  return { ...store.findApi(apiId)?.tags, ...store.findStage(apiId, stageName)?.tags };
}

import { parseArn } from "../../../../../core/arns.ts";
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

import { invalidParameter } from "../shared/errors.ts";
import type { Queue } from "../shared/queue.ts";

const MOST = 50;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** @throws SqsError InvalidParameterValue */
export function assertTags(tags: Queue["tags"], all: Queue["tags"] = tags): void {
  for (const [key, value] of Object.entries(tags)) {
    if (TAG_KEY.test(key) && TAG_VALUE.test(value) && !/^aws:/i.test(key)) continue;
    throw invalidParameter(
      "Tag keys must be between 1 and 128 characters in length, tag values at most 256, and neither may begin with aws:.",
    );
  }
  if (Object.keys(all).length > MOST) throw invalidParameter("Too many tags added for queue.");
}

import type { Question } from "../../../../wire/operation.ts";
import { type Asking, type ObjectTarget, objectQuestion } from "../authorization/questions.ts";

/** What the headers of a write ask for in addition to the object: its tags and its access list. */
export function headerQuestions(asking: Asking, target: ObjectTarget): readonly Question[] {
  const { headers } = asking.call.request;
  return [
    ...(headers["x-amz-tagging"] === undefined
      ? []
      : [objectQuestion(asking, "s3:PutObjectTagging", target)]),
    ...(headers["x-amz-acl"] === undefined ? [] : [objectQuestion(asking, "s3:PutObjectAcl", target)]),
  ];
}

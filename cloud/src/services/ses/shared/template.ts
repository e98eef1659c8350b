import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

/** What a mail is made of with the data of a call. */
export interface TemplateContent {
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
}

export interface Template extends TemplateContent {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly tags: Tags;
}

export function templateArn(scope: Scope, name: string): string {
  return regionalArn(scope, "ses", `template/${name}`);
}

import type { Caller } from "../../core/caller.ts";
import { constraintError, validationError } from "../shared/errors.ts";
import { INLINE_TEMPLATE_BYTES } from "../template/limits.ts";
import { assertNoAliases } from "../template/parse.ts";
import type { ApiContext } from "./context.ts";
import { readTemplateUrl } from "./template-url.ts";

/** A call that may name a template, and who makes it. */
interface TemplateCall {
  readonly input: { readonly TemplateBody?: string; readonly TemplateURL?: string };
  readonly caller: Caller;
}

/** The template of a call: inline, by address, or undefined when the call names none. */
export async function readTemplateSource(api: ApiContext, call: TemplateCall): Promise<string | undefined> {
  const text = await givenTemplate(api, call);
  if (text !== undefined) await assertNoAliases(text);
  return text;
}

async function givenTemplate(
  { stacks, endpoints }: ApiContext,
  { input: { TemplateBody: body, TemplateURL: url }, caller }: TemplateCall,
): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) {
    throw validationError("Only one of TemplateBody or TemplateURL can be specified.");
  }
  if (url !== undefined) return readTemplateUrl({ ...stacks.deps, endpoints, caller }, url);
  if (body === undefined) return undefined;
  if (Buffer.byteLength(body) > INLINE_TEMPLATE_BYTES) {
    const rule = `Member must have length less than or equal to ${INLINE_TEMPLATE_BYTES}`;
    throw constraintError("templateBody", body.slice(0, 256), rule);
  }
  return body;
}

/** `StackName` of a call that may name something else in its place. */
export function requiredStackName({ StackName }: { readonly StackName?: string }): string {
  if (StackName !== undefined && StackName !== "") return StackName;
  throw validationError(
    "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
  );
}

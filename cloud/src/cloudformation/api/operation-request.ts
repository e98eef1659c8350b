import type { Caller } from "../../core/caller.ts";
import type { Parameter, Tag } from "../../wire/models/generated/cloudformation.types.ts";
import type { OnFailure, RequestMark, Revision } from "../engine/records.ts";
import type { OperationRequest } from "../engine/stacks.ts";
import { constraintError, validationError } from "../shared/errors.ts";
import { INLINE_TEMPLATE_BYTES } from "../template/limits.ts";
import { checkParameterValues } from "../template/parameter-values.ts";
import { readParameters } from "../template/parameters.ts";
import { assertNoAliases, parseTemplateText } from "../template/parse.ts";
import { section } from "../template/sections.ts";
import type { ApiContext } from "./context.ts";
import { readActor } from "./questions.ts";
import { readTemplateUrl } from "./template-url.ts";

/** Members that would change what happens; refused by name as long as nothing honours them. */
export const UNSUPPORTED_MEMBERS = [
  "DeploymentConfig",
  "DeploymentMode",
  "DisableValidation",
  "ImportExistingResources",
  "IncludeNestedStacks",
  "NotificationARNs",
  "ResourceTypes",
  "ResourcesToImport",
  "RollbackConfiguration",
  "StackPolicyBody",
  "StackPolicyDuringUpdateBody",
  "StackPolicyDuringUpdateURL",
  "StackPolicyURL",
];

/** What CreateStack, UpdateStack and CreateChangeSet have in common, and what some of them add. */
interface ChangeInput {
  readonly StackName: string;
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: readonly Parameter[];
  readonly Capabilities?: readonly string[];
  readonly Tags?: readonly Tag[];
  readonly RoleARN?: string;
  readonly DisableRollback?: boolean;
  readonly OnFailure?: OnFailure;
  readonly OnStackFailure?: OnFailure;
  readonly RetainExceptOnCreate?: boolean;
}

interface ChangeCall {
  readonly input: ChangeInput;
  readonly caller: Caller;
}

/**
 * Template, parameters, tags and capabilities of a call that creates or changes a stack.
 * `previous` is what `UsePreviousTemplate`, `UsePreviousValue` and missing tags mean.
 */
export async function readOperationRequest(
  api: ApiContext,
  call: ChangeCall,
  previous: Revision | undefined,
): Promise<OperationRequest> {
  const { input, caller } = call;
  const templateBody = await templateOf(api, call, previous);
  const given = readGivenParameters(input.Parameters ?? [], previous);
  const raw = await parseTemplateText(templateBody);
  checkParameterValues(readParameters(section(raw, "Parameters")), given);
  return {
    actor: readActor(input, caller),
    stackName: input.StackName,
    templateBody,
    parameters: given,
    capabilities: input.Capabilities ?? [],
    tags: readTags(input.Tags, previous),
    onFailure: readOnFailure(input),
    retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
  };
}

/** `OnFailure` of CreateStack, `OnStackFailure` of CreateChangeSet, `DisableRollback` of all. */
function readOnFailure({ OnFailure, OnStackFailure, DisableRollback }: ChangeInput): OnFailure {
  const given = OnFailure ?? OnStackFailure;
  if (given === undefined) return DisableRollback === true ? "DO_NOTHING" : "ROLLBACK";
  if (DisableRollback === undefined) return given;
  const name = OnFailure === undefined ? "OnStackFailure" : "OnFailure";
  throw validationError(`You can specify either DisableRollback or ${name}, but not both.`);
}

async function templateOf(
  api: ApiContext,
  call: ChangeCall,
  previous: Revision | undefined,
): Promise<string> {
  const usePrevious = call.input.UsePreviousTemplate === true;
  const source = await readTemplateSource(api, call);
  if (source !== undefined && usePrevious) {
    throw validationError("You cannot specify both usePreviousTemplate and Template Body/Template URL.");
  }
  if (source !== undefined) return source;
  if (usePrevious && previous !== undefined) return previous.templateBody;
  throw validationError("Either Template URL or Template Body must be specified.");
}

function readGivenParameters(
  parameters: readonly Parameter[],
  previous: Revision | undefined,
): Map<string, string> {
  const given = new Map<string, string>();
  for (const { ParameterKey: name = "", ParameterValue: value, UsePreviousValue } of parameters) {
    if (UsePreviousValue !== true) {
      if (value !== undefined) given.set(name, value);
      continue;
    }
    if (value !== undefined && value !== "") {
      throw validationError(
        `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
      );
    }
    const known = previous?.parameters;
    if (known === undefined || !Object.hasOwn(known, name)) {
      throw validationError(
        `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    given.set(name, known[name] ?? "");
  }
  return given;
}

/** Left out, a stack's tags stay; an empty list takes them away. */
function readTags(
  given: readonly Tag[] | undefined,
  previous: Revision | undefined,
): Readonly<Record<string, string>> {
  if (given === undefined) return { ...previous?.tags };
  if (given.some(({ Key }) => Key.toLowerCase().startsWith("aws:"))) {
    throw validationError("aws: prefixed tag key names are not allowed for external use.");
  }
  return Object.fromEntries(given.map(({ Key, Value }) => [Key, Value]));
}

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

/** The `ClientRequestToken` of a call, which tells a retry from a new request. */
export function readRequestMark(
  { ClientRequestToken: token }: { readonly ClientRequestToken?: string },
  operation: string,
): RequestMark | undefined {
  return token === undefined ? undefined : { operation, token };
}

import type { Caller } from "../../core/caller.ts";
import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import type { OnFailure, Revision } from "../engine/records.ts";
import type { OperationRequest } from "../engine/stacks.ts";
import { constraintError, notSupported, validationError } from "../shared/errors.ts";
import { checkParameterValues } from "../template/parameter-values.ts";
import { readParameters } from "../template/parameters.ts";
import { parseTemplateText } from "../template/parse.ts";
import { section } from "../template/sections.ts";
import type { ApiContext } from "./context.ts";
import { readActor } from "./service-role.ts";
import { readTemplateSource, required } from "./template-source.ts";

/** Inputs that would change what happens; refused by name as long as nothing honours them. */
const REFUSED = [
  "DeploymentMode",
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
const CAPABILITIES = ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"];

/**
 * Template, parameters, tags and capabilities of a call that creates or changes a stack.
 * `previous` is what `UsePreviousTemplate`, `UsePreviousValue` and missing tags mean.
 */
export async function readOperationRequest(
  api: ApiContext,
  { parameters, caller }: { readonly parameters: QueryParameters; readonly caller: Caller },
  previous: Revision | undefined,
): Promise<OperationRequest> {
  assertHonoured(parameters);
  const templateBody = await templateOf(api, { parameters, caller }, previous);
  const given = readGivenParameters(parameters, previous);
  const raw = await parseTemplateText(templateBody);
  checkParameterValues(readParameters(section(raw, "Parameters")), given);
  return {
    actor: readActor(parameters, caller),
    stackName: required(parameters, "StackName"),
    templateBody,
    parameters: given,
    capabilities: readCapabilities(parameters),
    tags: readTags(parameters, previous),
    onFailure: readOnFailure(parameters),
    retainExceptOnCreate: parameters.flag("RetainExceptOnCreate") ?? false,
  };
}

const ON_FAILURE: readonly OnFailure[] = ["DELETE", "DO_NOTHING", "ROLLBACK"];

/** `OnFailure` of CreateStack, `OnStackFailure` of CreateChangeSet, `DisableRollback` of all. */
function readOnFailure(parameters: QueryParameters): OnFailure {
  const name = parameters.text("OnFailure") === undefined ? "OnStackFailure" : "OnFailure";
  const given = parameters.text(name);
  const disableRollback = parameters.flag("DisableRollback");
  if (given === undefined) return disableRollback === true ? "DO_NOTHING" : "ROLLBACK";
  if (disableRollback !== undefined) {
    throw validationError(`You can specify either DisableRollback or ${name}, but not both.`);
  }
  const known = ON_FAILURE.find((value) => value === given);
  if (known !== undefined) return known;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw constraintError(member, given, "Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]");
}

function assertHonoured(parameters: QueryParameters): void {
  for (const name of REFUSED) {
    const value = parameters.text(name);
    const nested = parameters.list(name).length > 0 || parameters.structures(name).length > 0;
    if (nested || (value !== undefined && value !== "" && value !== "false")) {
      throw notSupported(`The parameter ${name}`);
    }
  }
}

async function templateOf(
  api: ApiContext,
  call: { readonly parameters: QueryParameters; readonly caller: Caller },
  previous: Revision | undefined,
): Promise<string> {
  const usePrevious = call.parameters.flag("UsePreviousTemplate") === true;
  const source = await readTemplateSource(api, call);
  if (source !== undefined && usePrevious) {
    throw validationError("You cannot specify both usePreviousTemplate and Template Body/Template URL.");
  }
  if (source !== undefined) return source;
  if (usePrevious && previous !== undefined) return previous.templateBody;
  throw validationError("Either Template URL or Template Body must be specified.");
}

function readGivenParameters(
  parameters: QueryParameters,
  previous: Revision | undefined,
): Map<string, string> {
  const given = new Map<string, string>();
  for (const item of parameters.structures("Parameters")) {
    const name = item["ParameterKey"] ?? "";
    const value = item["ParameterValue"];
    if (item["UsePreviousValue"] !== "true") {
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

function readCapabilities(parameters: QueryParameters): string[] {
  const given = parameters.list("Capabilities").filter((name) => name !== "");
  const unknown = given.find((name) => !CAPABILITIES.includes(name));
  if (unknown === undefined) return given;
  const rule =
    "Member must satisfy constraint: [Member must satisfy enum value set: [CAPABILITY_NAMED_IAM, CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]]";
  throw constraintError("capabilities", `[${given.join(", ")}]`, rule);
}

/** Left out, a stack's tags stay; an empty list takes them away. */
function readTags(parameters: QueryParameters, previous: Revision | undefined): Record<string, string> {
  const items = parameters.structures("Tags");
  if (items.length === 0) return parameters.text("Tags") === undefined ? { ...previous?.tags } : {};
  const reserved = items.find((item) => (item["Key"] ?? "").toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) {
    throw validationError("aws: prefixed tag key names are not allowed for external use.");
  }
  return Object.fromEntries(items.map((item) => [item["Key"] ?? "", item["Value"] ?? ""]));
}

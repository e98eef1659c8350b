import type { Caller } from "../../../core/caller.ts";
import type {
  CreateFunctionRequest,
  PublishVersionRequest,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from "../../../wire/models/generated/lambda.types.ts";
import { type CodeSource, saveCode } from "../code/code-source.ts";
import { mountLayers } from "../layers/attachment.ts";
import { LATEST } from "../shared/constants.ts";
import { conflict, functionNotFound, invalidParameter, preconditionFailed } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import type { FunctionConfiguration, FunctionRecord } from "./function.ts";
import { functionArn } from "./names.ts";
import { applySettings, defaultSettings, type Settings, type SettingsInput } from "./settings.ts";
import { assertFewTags } from "./tags.ts";

type NewFunction = SettingsInput &
  Pick<CreateFunctionRequest, "FunctionName" | "Architectures" | "Tags"> & { readonly Code: CodeSource };

const unqualified = (lambda: FunctionsContext, name: string): string =>
  functionArn(lambda.scope, { name, qualifier: "" });

/** The function, or ResourceNotFoundException. */
export function requireFunction(lambda: FunctionsContext, name: string): FunctionRecord {
  const record = lambda.store.find(name);
  if (record === undefined) throw functionNotFound(unqualified(lambda, name));
  return record;
}

/** The version that `qualifier` (version, alias, or empty for `$LATEST`) means. */
export function requireVersion(
  lambda: FunctionsContext,
  name: string,
  qualifier: string,
): FunctionConfiguration {
  const version = lambda.store.findAlias(name, qualifier)?.version ?? (qualifier || LATEST);
  const configuration = lambda.store.findVersion(name, version);
  if (configuration === undefined) {
    throw functionNotFound(
      functionArn(lambda.scope, { name, qualifier: qualifier === LATEST ? "" : qualifier }),
    );
  }
  return configuration;
}

/** Packages name what runs them. @throws AwsError InvalidParameterValueException */
export function assertRuntimeAndHandler({ Runtime, Handler }: SettingsInput): void {
  if (Runtime !== undefined && Handler !== undefined) return;
  throw invalidParameter(
    "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
  );
}

/** The settings of a function that can be made. @throws AwsError for settings or a name that can not be */
export function settingsOfNew(lambda: FunctionsContext, input: NewFunction): Settings {
  const settings = applySettings(lambda, defaultSettings(input.FunctionName), input);
  assertFewTags(input.Tags);
  assertAbsent(lambda, input.FunctionName);
  return settings;
}

export async function createFunction(
  lambda: FunctionsContext,
  caller: Caller,
  input: NewFunction,
): Promise<FunctionConfiguration> {
  const save = await prepareFunction(lambda, caller, input);
  return save();
}

/** Checks a new function and unpacks its code; it is there once the returned function is called. */
export async function prepareFunction(
  lambda: FunctionsContext,
  caller: Caller,
  input: NewFunction,
): Promise<() => FunctionConfiguration> {
  const { FunctionName: functionName } = input;
  assertRuntimeAndHandler(input);
  const settings = settingsOfNew(lambda, input);
  const code = await saveCode(lambda, caller, input.Code);
  await mountLayers(lambda, { ...settings, ...code });
  return () => {
    // Somebody else may have made it while the package was unpacked.
    assertAbsent(lambda, functionName);
    const configuration: FunctionConfiguration = {
      functionName,
      functionArn: unqualified(lambda, functionName),
      version: LATEST,
      architectures: input.Architectures ?? ["x86_64"],
      ...settings,
      ...code,
      ...stamp(lambda),
    };
    saveNew(lambda, configuration, input.Tags ?? {});
    return configuration;
  };
}

function saveNew(
  lambda: FunctionsContext,
  configuration: FunctionConfiguration,
  tags: Readonly<Record<string, string>>,
): void {
  const { functionName } = configuration;
  lambda.store.transaction(() => {
    lambda.store.save({ name: functionName, reservedConcurrency: undefined, tags, nextVersion: 1 });
    lambda.store.saveVersion(configuration);
  });
  lambda.changed(functionName);
}

function assertAbsent(lambda: FunctionsContext, name: string): void {
  if (lambda.store.find(name) !== undefined) throw conflict(`Function already exist: ${name}`);
}

type CodeChange = CodeSource &
  Pick<UpdateFunctionCodeRequest, "Architectures" | "RevisionId" | "DryRun"> & {
    /** Who gives the code: it is read for nobody else. */
    readonly caller: Caller;
  };

export async function updateCode(
  lambda: FunctionsContext,
  name: string,
  { caller, ...input }: CodeChange,
): Promise<FunctionConfiguration> {
  requireLatest(lambda, name, input.RevisionId);
  const code = await saveCode(lambda, caller, input);
  const before = requireVersion(lambda, name, "");
  const after: FunctionConfiguration = {
    ...before,
    ...code,
    architectures: input.Architectures ?? before.architectures,
    ...stamp(lambda),
  };
  await mountLayers(lambda, after);
  if (input.DryRun !== true) replaceLatest(lambda, after);
  return after;
}

export async function updateConfiguration(
  lambda: FunctionsContext,
  name: string,
  input: SettingsInput & Pick<UpdateFunctionConfigurationRequest, "RevisionId">,
): Promise<FunctionConfiguration> {
  const known = requireLatest(lambda, name, input.RevisionId);
  const { layers } = applySettings(lambda, known, input);
  if (input.Layers !== undefined) await mountLayers(lambda, { ...known, layers });
  // Somebody else may have changed it while the layers were laid out.
  const before = requireLatest(lambda, name, input.RevisionId);
  const after = { ...before, ...applySettings(lambda, before, input), ...stamp(lambda) };
  replaceLatest(lambda, after);
  return after;
}

function replaceLatest(lambda: FunctionsContext, configuration: FunctionConfiguration): void {
  lambda.store.saveVersion(configuration);
  lambda.changed(configuration.functionName);
}

/**
 * `$LATEST`, as the caller knows it when it says so.
 * @throws AwsError ResourceNotFoundException, or PreconditionFailedException for another revision
 */
export function requireLatest(
  lambda: FunctionsContext,
  name: string,
  revisionId: string | undefined,
): FunctionConfiguration {
  const latest = requireVersion(lambda, name, "");
  if (revisionId !== undefined && revisionId !== latest.revisionId) throw preconditionFailed();
  return latest;
}

function stamp(lambda: FunctionsContext): Pick<FunctionConfiguration, "lastModified" | "revisionId"> {
  return { lastModified: lambda.clock.now(), revisionId: lambda.randomness.uuid() };
}

/** Freezes `$LATEST` as a numbered version; unchanged code and settings give the last one again. */
export function publishVersion(
  lambda: FunctionsContext,
  name: string,
  input: Pick<PublishVersionRequest, "Description" | "CodeSha256" | "RevisionId"> = {},
): FunctionConfiguration {
  const latest = requireLatest(lambda, name, input.RevisionId);
  if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.codeSha256) {
    throw invalidParameter(
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  const last = lambda.store.listVersions(name).at(-1);
  if (last !== undefined && last.version !== LATEST && isUnchanged(last, latest)) return last;
  const record = requireFunction(lambda, name);
  const published: FunctionConfiguration = {
    ...latest,
    ...stamp(lambda),
    lastModified: latest.lastModified,
    version: String(record.nextVersion),
    description: input.Description || latest.description,
    publishedFrom: latest.revisionId,
  };
  lambda.store.transaction(() => {
    lambda.store.saveVersion(published);
    lambda.store.save({ ...record, nextVersion: record.nextVersion + 1 });
  });
  return published;
}

/** Whether `$LATEST` is as it was published. A version may have got a description of its own then. */
function isUnchanged(published: FunctionConfiguration, latest: FunctionConfiguration): boolean {
  if (published.publishedFrom === latest.revisionId) return true;
  return contentOf(published) === contentOf(latest);
}

function contentOf({ publishedFrom: _from, ...configuration }: FunctionConfiguration): string {
  return JSON.stringify({ ...configuration, version: "", revisionId: "", lastModified: 0 });
}

/** Deletes the function, or one published version when a qualifier is given. */
export function deleteFunction(lambda: FunctionsContext, name: string, qualifier: string): void {
  requireFunction(lambda, name);
  if (qualifier === "") removeFunction(lambda, name);
  else deleteVersion(lambda, name, qualifier);
  lambda.changed(name);
}

function removeFunction({ store, removed }: FunctionsContext, name: string): void {
  store.transaction(() => {
    store.remove(name);
    removed(name);
  });
}

function deleteVersion(lambda: FunctionsContext, name: string, version: string): void {
  if (version === LATEST) {
    throw invalidParameter("$LATEST version cannot be deleted without deleting the function.");
  }
  if (!/^\d+$/.test(version)) {
    throw invalidParameter("Deletion of aliases is not currently supported.");
  }
  const users = lambda.store
    .listAliases(name)
    .filter((alias) => alias.version === version || alias.routing?.version === version);
  if (users.length > 0) {
    const names = users.map((alias) => alias.name).join(", ");
    throw conflict(`Unable to delete version because the following aliases reference it: [${names}]`);
  }
  lambda.store.removeVersion(name, version);
  lambda.store.removePolicy(name, version);
}

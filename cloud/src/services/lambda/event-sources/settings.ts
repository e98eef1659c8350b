import { parseArn } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import { requireVersion } from "../functions/manager.ts";
import { parseReference } from "../functions/names.ts";
import { roleSession } from "../functions/role-session.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { EventSourcesContext } from "./context.ts";
import { parseFilters } from "./filters.ts";
import type { EventSourceMapping, MappingSettings } from "./mapping.ts";
import type { EventSourceKind, MappingInput } from "./source.ts";

/**
 * The kind of source that an ARN names.
 * @throws AwsError InvalidParameterValueException, by name for what this cloud does not poll
 */
export function sourceOf({ sources }: EventSourcesContext, arn: string | undefined): EventSourceKind {
  const service = arn === undefined ? "" : (parseArn(arn)?.service ?? "");
  const source = sources.get(service);
  if (source !== undefined) return source;
  if (!KNOWN.has(service)) throw invalidParameter("Unrecognized event source.");
  throw invalidParameter(`An event source of ${service} is not supported by Portcullis. See docs/gaps.md.`);
}

/** What AWS polls besides. */
const KNOWN: ReadonlySet<string> = new Set(["kinesis", "kafka", "mq", "rds"]);

/** What the input sets; what it leaves out stays as it was, or is the source's default. */
export function settingsOf(
  lambda: EventSourcesContext,
  input: MappingInput,
  { source, before }: { readonly source: EventSourceKind; readonly before?: EventSourceMapping },
): MappingSettings {
  const { name, qualifier } =
    input.FunctionName === undefined && before !== undefined
      ? { name: before.functionName, qualifier: before.qualifier }
      : parseReference(input.FunctionName ?? "", "", lambda.scope);
  const { MaximumConcurrency } =
    input.ScalingConfig ??
    (before?.maximumConcurrency === undefined ? {} : { MaximumConcurrency: before.maximumConcurrency });
  return {
    functionName: name,
    qualifier,
    enabled: input.Enabled ?? before?.enabled ?? true,
    batchSize: input.BatchSize ?? before?.batchSize ?? source.defaultBatchSize,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? before?.windowSeconds ?? 0,
    reportsItemFailures:
      input.FunctionResponseTypes?.includes("ReportBatchItemFailures") ??
      before?.reportsItemFailures ??
      false,
    filters:
      input.FilterCriteria === undefined ? (before?.filters ?? []) : parseFilters(input.FilterCriteria),
    ...(MaximumConcurrency === undefined ? {} : { maximumConcurrency: MaximumConcurrency }),
    ...(source.stream === undefined ? {} : { stream: source.stream.settings(input, before?.stream) }),
  };
}

/**
 * @returns the role in whose name the source is polled
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export function assertSettings(
  lambda: EventSourcesContext,
  eventSourceArn: string,
  {
    source,
    input,
    settings,
  }: {
    readonly source: EventSourceKind;
    readonly input: MappingInput;
    readonly settings: MappingSettings;
  },
): RoleCaller | undefined {
  const configuration = requireVersion(lambda, settings.functionName, settings.qualifier);
  const caller = roleSession(lambda, configuration);
  source.check(eventSourceArn, { input, settings, configuration, caller });
  return caller;
}

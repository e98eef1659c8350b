import type { Scope } from "../../../core/arns.ts";
import { isInsightsLayer } from "../../../core/insights-layer.ts";
import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";

/** CFN-HELD: functions of templates are made without the Lambda Insights extension, which is held. */
export function withoutInsights({ region }: Scope, provider: ResourceProvider): ResourceProvider {
  const served = (properties: Properties): Properties => {
    const { Layers: layers } = properties;
    if (!Array.isArray(layers)) return properties;
    return { ...properties, Layers: layers.filter((arn) => !isInsightsLayer(String(arn), region)) };
  };
  return {
    ...provider,
    calls: (context, change) =>
      provider.calls(
        context,
        change.kind === "update"
          ? { ...change, before: served(change.before), after: served(change.after) }
          : { ...change, properties: served(change.properties) },
      ),
    create: (context, properties) => provider.create(context, served(properties)),
    update: (context, physicalId, before, after) =>
      provider.update(context, physicalId, served(before), served(after)),
  };
}

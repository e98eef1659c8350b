import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { EventSourcesContext } from "../event-sources/context.ts";
import type { UrlsContext } from "../urls/context.ts";
import { aliasProvider } from "./AWS-Lambda-Alias.ts";
import { eventInvokeConfigProvider } from "./AWS-Lambda-EventInvokeConfig.ts";
import { eventSourceMappingProvider } from "./AWS-Lambda-EventSourceMapping.ts";
import { functionProvider } from "./AWS-Lambda-Function.ts";
import { layerVersionProvider } from "./AWS-Lambda-LayerVersion.ts";
import { layerVersionPermissionProvider } from "./AWS-Lambda-LayerVersionPermission.ts";
import { permissionProvider } from "./AWS-Lambda-Permission.ts";
import { urlProvider } from "./AWS-Lambda-Url.ts";
import { versionProvider } from "./AWS-Lambda-Version.ts";

/** CloudFormation types of this service; they act as the operations do. */
export function createResources(lambda: UrlsContext & EventSourcesContext): readonly ResourceProvider[] {
  return [
    functionProvider(lambda),
    permissionProvider(lambda),
    versionProvider(lambda),
    aliasProvider(lambda),
    eventInvokeConfigProvider(lambda),
    eventSourceMappingProvider(lambda),
    layerVersionProvider(lambda),
    layerVersionPermissionProvider(lambda),
    urlProvider(lambda),
  ];
}

import type { AnyOperation } from "../../../wire/operation.ts";
import { AddLayerVersionPermission } from "./AddLayerVersionPermission.ts";
import { AddPermission } from "./AddPermission.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateEventSourceMapping } from "./CreateEventSourceMapping.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { CreateFunctionUrlConfig } from "./CreateFunctionUrlConfig.ts";
import type { LambdaContext } from "./context.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { DeleteEventSourceMapping } from "./DeleteEventSourceMapping.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { DeleteFunctionConcurrency } from "./DeleteFunctionConcurrency.ts";
import { DeleteFunctionEventInvokeConfig } from "./DeleteFunctionEventInvokeConfig.ts";
import { DeleteFunctionUrlConfig } from "./DeleteFunctionUrlConfig.ts";
import { DeleteLayerVersion } from "./DeleteLayerVersion.ts";
import { DeleteProvisionedConcurrencyConfig } from "./DeleteProvisionedConcurrencyConfig.ts";
import { GetAlias } from "./GetAlias.ts";
import { GetEventSourceMapping } from "./GetEventSourceMapping.ts";
import { GetFunction } from "./GetFunction.ts";
import { GetFunctionConcurrency } from "./GetFunctionConcurrency.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { GetFunctionEventInvokeConfig } from "./GetFunctionEventInvokeConfig.ts";
import { GetFunctionUrlConfig } from "./GetFunctionUrlConfig.ts";
import { GetLayerVersion } from "./GetLayerVersion.ts";
import { GetLayerVersionByArn } from "./GetLayerVersionByArn.ts";
import { GetLayerVersionPolicy } from "./GetLayerVersionPolicy.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { GetProvisionedConcurrencyConfig } from "./GetProvisionedConcurrencyConfig.ts";
import { Invoke } from "./Invoke.ts";
import { InvokeWithResponseStream } from "./InvokeWithResponseStream.ts";
import { ListAliases } from "./ListAliases.ts";
import { ListEventSourceMappings } from "./ListEventSourceMappings.ts";
import { ListFunctionEventInvokeConfigs } from "./ListFunctionEventInvokeConfigs.ts";
import { ListFunctions } from "./ListFunctions.ts";
import { ListFunctionUrlConfigs } from "./ListFunctionUrlConfigs.ts";
import { ListLayers } from "./ListLayers.ts";
import { ListLayerVersions } from "./ListLayerVersions.ts";
import { ListProvisionedConcurrencyConfigs } from "./ListProvisionedConcurrencyConfigs.ts";
import { ListTags } from "./ListTags.ts";
import { ListVersionsByFunction } from "./ListVersionsByFunction.ts";
import { PublishLayerVersion } from "./PublishLayerVersion.ts";
import { PublishVersion } from "./PublishVersion.ts";
import { PutFunctionConcurrency } from "./PutFunctionConcurrency.ts";
import { PutFunctionEventInvokeConfig } from "./PutFunctionEventInvokeConfig.ts";
import { PutProvisionedConcurrencyConfig } from "./PutProvisionedConcurrencyConfig.ts";
import { RemoveLayerVersionPermission } from "./RemoveLayerVersionPermission.ts";
import { RemovePermission } from "./RemovePermission.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateAlias } from "./UpdateAlias.ts";
import { UpdateEventSourceMapping } from "./UpdateEventSourceMapping.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";
import { UpdateFunctionEventInvokeConfig } from "./UpdateFunctionEventInvokeConfig.ts";
import { UpdateFunctionUrlConfig } from "./UpdateFunctionUrlConfig.ts";

/** Every operation that is served. */
export function lambdaOperations(lambda: LambdaContext): readonly AnyOperation[] {
  return [
    UpdateEventSourceMapping(lambda),
    ListEventSourceMappings(lambda),
    GetEventSourceMapping(lambda),
    DeleteEventSourceMapping(lambda),
    CreateEventSourceMapping(lambda),
    ListFunctionEventInvokeConfigs(lambda),
    DeleteFunctionEventInvokeConfig(lambda),
    GetFunctionEventInvokeConfig(lambda),
    UpdateFunctionEventInvokeConfig(lambda),
    PutFunctionEventInvokeConfig(lambda),
    ListProvisionedConcurrencyConfigs(lambda),
    DeleteProvisionedConcurrencyConfig(lambda),
    GetProvisionedConcurrencyConfig(lambda),
    PutProvisionedConcurrencyConfig(lambda),
    AddLayerVersionPermission(lambda),
    AddPermission(lambda),
    CreateAlias(lambda),
    CreateFunction(lambda),
    CreateFunctionUrlConfig(lambda),
    DeleteAlias(lambda),
    DeleteFunction(lambda),
    DeleteFunctionConcurrency(lambda),
    DeleteFunctionUrlConfig(lambda),
    DeleteLayerVersion(lambda),
    GetAlias(lambda),
    GetFunction(lambda),
    GetFunctionConcurrency(lambda),
    GetFunctionConfiguration(lambda),
    GetFunctionUrlConfig(lambda),
    GetLayerVersion(lambda),
    GetLayerVersionByArn(lambda),
    GetLayerVersionPolicy(lambda),
    GetPolicy(lambda),
    Invoke(lambda),
    InvokeWithResponseStream(lambda),
    ListAliases(lambda),
    ListFunctionUrlConfigs(lambda),
    ListFunctions(lambda),
    ListLayerVersions(lambda),
    ListLayers(lambda),
    ListTags(lambda),
    ListVersionsByFunction(lambda),
    PublishLayerVersion(lambda),
    PublishVersion(lambda),
    PutFunctionConcurrency(lambda),
    RemoveLayerVersionPermission(lambda),
    RemovePermission(lambda),
    TagResource(lambda),
    UntagResource(lambda),
    UpdateAlias(lambda),
    UpdateFunctionCode(lambda),
    UpdateFunctionConfiguration(lambda),
    UpdateFunctionUrlConfig(lambda),
  ];
}

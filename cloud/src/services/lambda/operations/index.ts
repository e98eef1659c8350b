import type { AnyLambdaOperation } from "../api/operation.ts";
import { AddPermission } from "./AddPermission.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { DeleteFunctionConcurrency } from "./DeleteFunctionConcurrency.ts";
import { GetAlias } from "./GetAlias.ts";
import { GetFunction } from "./GetFunction.ts";
import { GetFunctionConcurrency } from "./GetFunctionConcurrency.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { Invoke } from "./Invoke.ts";
import { ListAliases } from "./ListAliases.ts";
import { ListFunctions } from "./ListFunctions.ts";
import { ListTags } from "./ListTags.ts";
import { ListVersionsByFunction } from "./ListVersionsByFunction.ts";
import { PublishVersion } from "./PublishVersion.ts";
import { PutFunctionConcurrency } from "./PutFunctionConcurrency.ts";
import { RemovePermission } from "./RemovePermission.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateAlias } from "./UpdateAlias.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

/** Most called first: routes are tried in this order. */
export const OPERATIONS: readonly AnyLambdaOperation[] = [
  Invoke,
  GetFunction,
  GetFunctionConfiguration,
  CreateFunction,
  UpdateFunctionCode,
  UpdateFunctionConfiguration,
  DeleteFunction,
  ListFunctions,
  PublishVersion,
  ListVersionsByFunction,
  CreateAlias,
  GetAlias,
  UpdateAlias,
  DeleteAlias,
  ListAliases,
  AddPermission,
  RemovePermission,
  GetPolicy,
  PutFunctionConcurrency,
  GetFunctionConcurrency,
  DeleteFunctionConcurrency,
  ListTags,
  TagResource,
  UntagResource,
];

/** What AWS has and this cloud refuses by name: method, path, operation. */
export const UNSUPPORTED_OPERATIONS: readonly string[] = [
  "POST /2014-11-13/functions/{F}/invoke-async InvokeAsync",
  "POST /2021-11-15/functions/{F}/response-streaming-invocations InvokeWithResponseStream",
  "GET /2016-08-19/account-settings GetAccountSettings",
  "POST /2015-03-31/event-source-mappings CreateEventSourceMapping",
  "GET /2015-03-31/event-source-mappings ListEventSourceMappings",
  "GET /2015-03-31/event-source-mappings/{U} GetEventSourceMapping",
  "PUT /2015-03-31/event-source-mappings/{U} UpdateEventSourceMapping",
  "DELETE /2015-03-31/event-source-mappings/{U} DeleteEventSourceMapping",
  "GET /2018-10-31/layers ListLayers",
  "GET /2018-10-31/layers/{L}/versions ListLayerVersions",
  "POST /2018-10-31/layers/{L}/versions PublishLayerVersion",
  "GET /2018-10-31/layers/{L}/versions/{V} GetLayerVersion",
  "DELETE /2018-10-31/layers/{L}/versions/{V} DeleteLayerVersion",
  "GET /2018-10-31/layers/{L}/versions/{V}/policy GetLayerVersionPolicy",
  "POST /2018-10-31/layers/{L}/versions/{V}/policy AddLayerVersionPermission",
  "DELETE /2018-10-31/layers/{L}/versions/{V}/policy/{S} RemoveLayerVersionPermission",
  "POST /2021-10-31/functions/{F}/url CreateFunctionUrlConfig",
  "GET /2021-10-31/functions/{F}/url GetFunctionUrlConfig",
  "PUT /2021-10-31/functions/{F}/url UpdateFunctionUrlConfig",
  "DELETE /2021-10-31/functions/{F}/url DeleteFunctionUrlConfig",
  "GET /2021-10-31/functions/{F}/urls ListFunctionUrlConfigs",
  "POST /2019-09-25/functions/{F}/event-invoke-config UpdateFunctionEventInvokeConfig",
  "PUT /2019-09-25/functions/{F}/event-invoke-config PutFunctionEventInvokeConfig",
  "GET /2019-09-25/functions/{F}/event-invoke-config GetFunctionEventInvokeConfig",
  "DELETE /2019-09-25/functions/{F}/event-invoke-config DeleteFunctionEventInvokeConfig",
  "GET /2019-09-25/functions/{F}/event-invoke-config/list ListFunctionEventInvokeConfigs",
  "PUT /2019-09-30/functions/{F}/provisioned-concurrency PutProvisionedConcurrencyConfig",
  "GET /2019-09-30/functions/{F}/provisioned-concurrency GetProvisionedConcurrencyConfig",
  "DELETE /2019-09-30/functions/{F}/provisioned-concurrency DeleteProvisionedConcurrencyConfig",
  "POST /2020-04-22/code-signing-configs CreateCodeSigningConfig",
  "GET /2020-04-22/code-signing-configs ListCodeSigningConfigs",
  "GET /2020-04-22/code-signing-configs/{C} GetCodeSigningConfig",
  "PUT /2020-04-22/code-signing-configs/{C} UpdateCodeSigningConfig",
  "DELETE /2020-04-22/code-signing-configs/{C} DeleteCodeSigningConfig",
  "GET /2020-04-22/code-signing-configs/{C}/functions ListFunctionsByCodeSigningConfig",
  "PUT /2020-06-30/functions/{F}/code-signing-config PutFunctionCodeSigningConfig",
  "GET /2020-06-30/functions/{F}/code-signing-config GetFunctionCodeSigningConfig",
  "DELETE /2020-06-30/functions/{F}/code-signing-config DeleteFunctionCodeSigningConfig",
  "PUT /2021-07-20/functions/{F}/runtime-management-config PutRuntimeManagementConfig",
  "GET /2021-07-20/functions/{F}/runtime-management-config GetRuntimeManagementConfig",
  "PUT /2024-08-31/functions/{F}/recursion-config PutFunctionRecursionConfig",
  "GET /2024-08-31/functions/{F}/recursion-config GetFunctionRecursionConfig",
];

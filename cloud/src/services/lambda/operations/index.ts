import type { AnyOperation } from "../../../wire/operation.ts";
import { AddPermission } from "./AddPermission.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateFunction } from "./CreateFunction.ts";
import type { LambdaContext } from "./context.ts";
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

/** Every operation that is served. */
export function lambdaOperations(lambda: LambdaContext): readonly AnyOperation[] {
  return [
    AddPermission(lambda),
    CreateAlias(lambda),
    CreateFunction(lambda),
    DeleteAlias(lambda),
    DeleteFunction(lambda),
    DeleteFunctionConcurrency(lambda),
    GetAlias(lambda),
    GetFunction(lambda),
    GetFunctionConcurrency(lambda),
    GetFunctionConfiguration(lambda),
    GetPolicy(lambda),
    Invoke(lambda),
    ListAliases(lambda),
    ListFunctions(lambda),
    ListTags(lambda),
    ListVersionsByFunction(lambda),
    PublishVersion(lambda),
    PutFunctionConcurrency(lambda),
    RemovePermission(lambda),
    TagResource(lambda),
    UntagResource(lambda),
    UpdateAlias(lambda),
    UpdateFunctionCode(lambda),
    UpdateFunctionConfiguration(lambda),
  ];
}

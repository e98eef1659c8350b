import type { AnyOperation } from "../../../../../wire/operation.ts";
import type { Control } from "../model/control.ts";
import { CreateAuthorizer } from "./CreateAuthorizer.ts";
import { CreateDeployment } from "./CreateDeployment.ts";
import { CreateModel } from "./CreateModel.ts";
import { CreateRequestValidator } from "./CreateRequestValidator.ts";
import { CreateResource } from "./CreateResource.ts";
import { CreateRestApi } from "./CreateRestApi.ts";
import { CreateStage } from "./CreateStage.ts";
import { DeleteAuthorizer } from "./DeleteAuthorizer.ts";
import { DeleteDeployment } from "./DeleteDeployment.ts";
import { DeleteGatewayResponse } from "./DeleteGatewayResponse.ts";
import { DeleteIntegration } from "./DeleteIntegration.ts";
import { DeleteMethod } from "./DeleteMethod.ts";
import { DeleteModel } from "./DeleteModel.ts";
import { DeleteRequestValidator } from "./DeleteRequestValidator.ts";
import { DeleteResource } from "./DeleteResource.ts";
import { DeleteRestApi } from "./DeleteRestApi.ts";
import { DeleteStage } from "./DeleteStage.ts";
import { GetAccount } from "./GetAccount.ts";
import { GetAuthorizer } from "./GetAuthorizer.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetDeployment } from "./GetDeployment.ts";
import { GetDeployments } from "./GetDeployments.ts";
import { GetGatewayResponse } from "./GetGatewayResponse.ts";
import { GetGatewayResponses } from "./GetGatewayResponses.ts";
import { GetIntegration } from "./GetIntegration.ts";
import { GetMethod } from "./GetMethod.ts";
import { GetModel } from "./GetModel.ts";
import { GetModels } from "./GetModels.ts";
import { GetRequestValidator } from "./GetRequestValidator.ts";
import { GetRequestValidators } from "./GetRequestValidators.ts";
import { GetResource } from "./GetResource.ts";
import { GetResources } from "./GetResources.ts";
import { GetRestApi } from "./GetRestApi.ts";
import { GetRestApis } from "./GetRestApis.ts";
import { GetStage } from "./GetStage.ts";
import { GetStages } from "./GetStages.ts";
import { GetTags } from "./GetTags.ts";
import { ImportRestApi } from "./ImportRestApi.ts";
import { PutGatewayResponse } from "./PutGatewayResponse.ts";
import { PutIntegration } from "./PutIntegration.ts";
import { PutIntegrationResponse } from "./PutIntegrationResponse.ts";
import { PutMethod } from "./PutMethod.ts";
import { PutMethodResponse } from "./PutMethodResponse.ts";
import { PutRestApi } from "./PutRestApi.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateAccount } from "./UpdateAccount.ts";
import { UpdateRestApi } from "./UpdateRestApi.ts";
import { UpdateStage } from "./UpdateStage.ts";

/** Every management operation that is served. */
export function managementOperations(control: Control): readonly AnyOperation[] {
  return [
    CreateAuthorizer(control),
    CreateDeployment(control),
    CreateModel(control),
    CreateRequestValidator(control),
    CreateResource(control),
    CreateRestApi(control),
    CreateStage(control),
    DeleteAuthorizer(control),
    DeleteDeployment(control),
    DeleteGatewayResponse(control),
    DeleteIntegration(control),
    DeleteMethod(control),
    DeleteModel(control),
    DeleteRequestValidator(control),
    DeleteResource(control),
    DeleteRestApi(control),
    DeleteStage(control),
    GetAccount(control),
    GetAuthorizer(control),
    GetAuthorizers(control),
    GetDeployment(control),
    GetDeployments(control),
    GetGatewayResponse(control),
    GetGatewayResponses(control),
    GetIntegration(control),
    GetMethod(control),
    GetModel(control),
    GetModels(control),
    GetRequestValidator(control),
    GetRequestValidators(control),
    GetResource(control),
    GetResources(control),
    GetRestApi(control),
    GetRestApis(control),
    GetStage(control),
    GetStages(control),
    GetTags(control),
    ImportRestApi(control),
    PutGatewayResponse(control),
    PutIntegration(control),
    PutIntegrationResponse(control),
    PutMethod(control),
    PutMethodResponse(control),
    PutRestApi(control),
    TagResource(control),
    UntagResource(control),
    UpdateAccount(control),
    UpdateRestApi(control),
    UpdateStage(control),
  ];
}

import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { Control } from "../rest/control/model/control.ts";
import { accountProvider } from "./AWS-ApiGateway-Account.ts";
import { authorizerProvider } from "./AWS-ApiGateway-Authorizer.ts";
import { deploymentProvider } from "./AWS-ApiGateway-Deployment.ts";
import { gatewayResponseProvider } from "./AWS-ApiGateway-GatewayResponse.ts";
import { methodProvider } from "./AWS-ApiGateway-Method.ts";
import { modelProvider } from "./AWS-ApiGateway-Model.ts";
import { requestValidatorProvider } from "./AWS-ApiGateway-RequestValidator.ts";
import { resourceProvider } from "./AWS-ApiGateway-Resource.ts";
import { restApiProvider } from "./AWS-ApiGateway-RestApi.ts";
import { stageProvider } from "./AWS-ApiGateway-Stage.ts";

/** Provisioners of the AWS::ApiGateway resource types. */
export function resourceProviders(control: Control, reader: ObjectReader): readonly ResourceProvider[] {
  return [
    accountProvider(control),
    authorizerProvider(control),
    deploymentProvider(control),
    gatewayResponseProvider(control),
    methodProvider(control),
    modelProvider(control),
    requestValidatorProvider(control),
    resourceProvider(control),
    restApiProvider(control, reader),
    stageProvider(control),
  ];
}

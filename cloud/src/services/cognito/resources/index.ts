import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { userPoolResource } from "./AWS-Cognito-UserPool.ts";
import { userPoolClientResource } from "./AWS-Cognito-UserPoolClient.ts";
import { userPoolDomainResource } from "./AWS-Cognito-UserPoolDomain.ts";
import { userPoolGroupResource } from "./AWS-Cognito-UserPoolGroup.ts";
import { userPoolResourceServerResource } from "./AWS-Cognito-UserPoolResourceServer.ts";
import { userPoolUserResource } from "./AWS-Cognito-UserPoolUser.ts";
import { userPoolUserToGroupAttachmentResource } from "./AWS-Cognito-UserPoolUserToGroupAttachment.ts";
import type { ResourceDependencies } from "./dependencies.ts";

/** The CloudFormation resource types of this service. */
export function cognitoResources(dependencies: ResourceDependencies): readonly ResourceProvider[] {
  return [
    userPoolResource(dependencies),
    userPoolClientResource(dependencies),
    userPoolDomainResource(dependencies),
    userPoolGroupResource(dependencies),
    userPoolUserResource(dependencies),
    userPoolUserToGroupAttachmentResource(dependencies),
    userPoolResourceServerResource(dependencies),
  ];
}

import type { GetUserAttributeVerificationCodeRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertContactAttribute, callerOf, describeDelivery } from "../../domain/sign-in/client-context.ts";
import { invalidParameter } from "../../shared/errors.ts";
import { sendAttributeCode } from "./self-attributes.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export function getUserAttributeVerificationCode(
  dependencies: AuthDependencies,
): Operation<GetUserAttributeVerificationCodeRequest> {
  return {
    name: "GetUserAttributeVerificationCode",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { pool, user, client } = await callerOf(dependencies, input.AccessToken, actsAs);
      const attribute = input.AttributeName;
      assertContactAttribute(attribute);
      const address = user.attributes[attribute];
      if (address === undefined) throw invalidParameter(`User has no attribute ${attribute} to verify.`);
      const subject = { userPoolId: pool.id, sub: user.sub };
      dependencies.codes.countAttempt(subject, "GetUserAttributeVerificationCode");
      const delivery = await sendAttributeCode(dependencies, {
        pool,
        user,
        attribute,
        address,
        cause: "VerifyUserAttribute",
        clientId: client.id,
        clientMetadata: input.ClientMetadata,
      });
      return { CodeDeliveryDetails: describeDelivery(delivery) };
    },
  };
}

import type { Operation } from "../../../wire/operation.ts";
import { ATTRIBUTE_NAME, CLIENT_METADATA } from "../constants.ts";
import { invalidParameter } from "../errors.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertContactAttribute, callerOf, describeDelivery } from "./parties.ts";
import { sendAttributeCode } from "./self-attributes.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

interface Input {
  readonly AccessToken: string;
  readonly AttributeName: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export function getUserAttributeVerificationCode(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "GetUserAttributeVerificationCode",
    auth: "public",
    input: { AccessToken: ACCESS_TOKEN, AttributeName: ATTRIBUTE_NAME, ClientMetadata: CLIENT_METADATA },
    run: async (input) => {
      const { pool, user, client } = await callerOf(dependencies, input.AccessToken);
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

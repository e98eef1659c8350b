import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA, USERNAME } from "../constants.ts";
import { resendRegistrationCode } from "../sign-up/resend.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertSecretHash, describeDelivery, partyOf } from "./parties.ts";
import { CONTEXT_MEMBERS, SECRET_HASH } from "./self-service-input.ts";

interface Input {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export function resendConfirmationCode(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "ResendConfirmationCode",
    auth: "public",
    input: {
      ClientId: CLIENT_ID,
      SecretHash: SECRET_HASH,
      ...CONTEXT_MEMBERS,
      Username: USERNAME,
      ClientMetadata: CLIENT_METADATA,
    },
    run: async (input) => {
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(party.client, [input.Username], input.SecretHash);
      const delivery = await resendRegistrationCode(dependencies, party, input.Username);
      return { CodeDeliveryDetails: describeDelivery(delivery) };
    },
  };
}

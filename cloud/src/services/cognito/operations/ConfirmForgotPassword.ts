import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA, PASSWORD, USERNAME } from "../constants.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertSecretHash, partyOf } from "./parties.ts";
import { CONFIRMATION_CODE, CONTEXT_MEMBERS, SECRET_HASH } from "./self-service-input.ts";

interface Input {
  readonly ClientId: string;
  readonly Username: string;
  readonly ConfirmationCode: string;
  readonly Password: string;
  readonly SecretHash?: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export function confirmForgotPassword(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "ConfirmForgotPassword",
    auth: "public",
    input: {
      ClientId: CLIENT_ID,
      SecretHash: SECRET_HASH,
      Username: USERNAME,
      ConfirmationCode: CONFIRMATION_CODE,
      Password: PASSWORD,
      ...CONTEXT_MEMBERS,
      ClientMetadata: CLIENT_METADATA,
    },
    run: async (input) => {
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(party.client, [input.Username], input.SecretHash);
      await dependencies.recovery.confirm(party, input.Username, input.ConfirmationCode, input.Password);
      return {};
    },
  };
}

import { unsupported } from "../../../core/errors.ts";
import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA, USERNAME } from "../constants.ts";
import { confirmRegistration } from "../sign-up/confirm.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertSecretHash, partyOf } from "./parties.ts";
import { CONFIRMATION_CODE, CONTEXT_MEMBERS, SECRET_HASH, SESSION } from "./self-service-input.ts";

interface Input {
  readonly ClientId: string;
  readonly Username: string;
  readonly ConfirmationCode: string;
  readonly SecretHash?: string;
  readonly ForceAliasCreation?: boolean;
  readonly Session?: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export function confirmSignUp(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "ConfirmSignUp",
    auth: "public",
    input: {
      ClientId: CLIENT_ID,
      SecretHash: SECRET_HASH,
      Username: USERNAME,
      ConfirmationCode: CONFIRMATION_CODE,
      ForceAliasCreation: { type: "boolean" },
      ...CONTEXT_MEMBERS,
      ClientMetadata: CLIENT_METADATA,
      Session: SESSION,
    },
    run: async (input) => {
      if (input.Session !== undefined) throw unsupported("Session of ConfirmSignUp");
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(party.client, [input.Username], input.SecretHash);
      await confirmRegistration(dependencies, party, {
        login: input.Username,
        code: input.ConfirmationCode,
        forceAlias: input.ForceAliasCreation ?? false,
      });
      return {};
    },
  };
}

import type { Operation } from "../../../wire/operation.ts";
import { ATTRIBUTES, CLIENT_ID, CLIENT_METADATA, PASSWORD, USERNAME } from "../constants.ts";
import { type RegistrationInput, register } from "../sign-up/register.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertSecretHash, describeDelivery, partyOf } from "./parties.ts";
import { CONTEXT_MEMBERS, SECRET_HASH } from "./self-service-input.ts";

interface Input extends RegistrationInput {
  readonly ClientId: string;
  readonly SecretHash?: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export function signUp(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "SignUp",
    auth: "public",
    input: {
      ClientId: CLIENT_ID,
      SecretHash: SECRET_HASH,
      Username: USERNAME,
      Password: { ...PASSWORD, min: 6 },
      UserAttributes: ATTRIBUTES,
      ValidationData: ATTRIBUTES,
      ...CONTEXT_MEMBERS,
      ClientMetadata: CLIENT_METADATA,
    },
    run: async (input) => {
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(party.client, [input.Username], input.SecretHash);
      const { user, delivery } = await register(dependencies, party, input);
      return {
        UserConfirmed: user.status === "CONFIRMED",
        UserSub: user.sub,
        ...(delivery === undefined ? {} : { CodeDeliveryDetails: describeDelivery(delivery) }),
      };
    },
  };
}

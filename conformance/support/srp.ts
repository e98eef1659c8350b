import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from "amazon-cognito-identity-js";
import type { ProductFacts } from "./product.ts";

export interface SignedIn {
  readonly access: string;
  readonly id: string;
  readonly refresh: string;
}

interface Party {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Signs in over SRP with amazon-cognito-identity-js; rejects with the error that the client shows. */
export function signInOverSrp(
  facts: ProductFacts,
  party: Party,
  person: { readonly email: string; readonly password: string },
): Promise<SignedIn> {
  const user = cognitoUser(facts, party, person.email);
  const details = new AuthenticationDetails({ Username: person.email, Password: person.password });
  return new Promise((resolve, reject) => {
    user.authenticateUser(details, {
      onSuccess: (session) => resolve(tokensOf(session)),
      onFailure: reject,
      totpRequired: () => reject(new Error("SOFTWARE_TOKEN_MFA")),
      mfaSetup: () => reject(new Error("MFA_SETUP")),
      newPasswordRequired: () => reject(new Error("NEW_PASSWORD_REQUIRED")),
    });
  });
}

function cognitoUser(facts: ProductFacts, party: Party, email: string): CognitoUser {
  const pool = new CognitoUserPool({
    UserPoolId: party.userPoolId,
    ClientId: party.clientId,
    endpoint: facts.endpoint,
    Storage: new MemoryStorage(),
  });
  return new CognitoUser({ Username: email, Pool: pool, Storage: new MemoryStorage() });
}

function tokensOf(session: CognitoUserSession): SignedIn {
  return {
    access: session.getAccessToken().getJwtToken(),
    id: session.getIdToken().getJwtToken(),
    refresh: session.getRefreshToken().getToken(),
  };
}

class MemoryStorage {
  readonly #items = new Map<string, string>();

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }
}

/** The sign-ins that this cloud began itself, for its own page that shows who signed in. */
export interface OwnSignIns {
  /**
   * Whether an authorization request is one of them: every value is compared, the address and the
   * challenge too, so that nobody else's request is taken for one.
   */
  began(request: OwnSignInRequest): boolean;
}

export interface OwnSignInRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
}

/** What the cloud's own page needs to know of an app client to sign somebody in with it. */
export interface AppSignIn {
  readonly domainPrefix: string;
  readonly clientName: string;
  readonly poolName: string;
  readonly clientSecret: string | undefined;
}

import type { AdministratorCaller, RoleCaller } from "../caller.ts";

/** What is known of an access key id that came with a request. */
export type AccessKeyLookup =
  | {
      readonly kind: "found";
      readonly secretAccessKey: string;
      readonly caller: AdministratorCaller | RoleCaller;
    }
  /** No such access key, or its role is gone. */
  | { readonly kind: "unknown" }
  /** A temporary access key without its session token. */
  | { readonly kind: "token-missing" }
  /** A session token that is forged, cut, or of another access key. */
  | { readonly kind: "token-invalid" }
  | { readonly kind: "expired" };

/** Finds the secret of an access key. Nothing about the request is verified here. */
export interface AccessKeyResolver {
  resolve(accessKeyId: string, sessionToken: string | undefined): AccessKeyLookup;
}

/** Why a request is not taken as signed. */
export type RefusalReason =
  | "missing"
  | "incomplete"
  | "wrong-scope"
  | "unsigned-header"
  | "expired-signature"
  | "future-signature"
  | "unknown-key"
  | "token-missing"
  | "token-invalid"
  | "expired-token"
  | "bad-signature";

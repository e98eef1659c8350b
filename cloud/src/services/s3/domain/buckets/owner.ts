/** Canonical user id of the account: 64 hex digits, stable. */
export function ownerId(accountId: string): string {
  return accountId.repeat(6).slice(0, 64);
}

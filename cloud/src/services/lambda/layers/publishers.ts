/** Accounts whose layers are released as packages as well, by what they are for. */
export const POWERTOOLS = { python: "017000801446", typescript: "094274105915" } as const;

const ACCOUNTS: ReadonlySet<string | undefined> = new Set(Object.values(POWERTOOLS));

/** What helps who names a layer of that account. */
export function helpFor(account: string | undefined): string {
  return ACCOUNTS.has(account)
    ? "deploy the folder with `portcullis up`, which puts the package of the registry in its place, or publish its content as a layer of account"
    : "publish its content as a layer of account";
}

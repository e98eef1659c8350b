import type { UserPoolClient } from "./client.ts";

export interface UserPoolClientStore {
  insert(client: UserPoolClient): void;
  replace(client: UserPoolClient): void;
  /** Client ids are unique in the cloud. */
  find(clientId: string): UserPoolClient | undefined;
  list(userPoolId: string): UserPoolClient[];
  remove(clientId: string): void;
}

/** A resource server: a name space of OAuth scopes, `<identifier>/<scope name>`. */
export interface ResourceServer {
  readonly userPoolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly ResourceServerScope[];
}

export interface ResourceServerScope {
  readonly name: string;
  readonly description: string;
}

export interface ResourceServerStore {
  insert(server: ResourceServer): void;
  replace(server: ResourceServer): void;
  find(userPoolId: string, identifier: string): ResourceServer | undefined;
  /** By identifier; `after` is exclusive. */
  list(userPoolId: string, limit: number, after?: string): ResourceServer[];
  remove(userPoolId: string, identifier: string): void;
}

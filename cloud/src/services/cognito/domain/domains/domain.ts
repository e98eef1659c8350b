export interface UserPoolDomain {
  /** Prefix, unique in the cloud. */
  readonly domain: string;
  readonly userPoolId: string;
  /** 1 = classic hosted UI, 2 = managed login. */
  readonly managedLoginVersion: 1 | 2;
  readonly createdAt: number;
}

export interface UserPoolDomainStore {
  insert(domain: UserPoolDomain): void;
  replace(domain: UserPoolDomain): void;
  find(domain: string): UserPoolDomain | undefined;
  findByPool(userPoolId: string): UserPoolDomain | undefined;
  remove(domain: string): void;
}

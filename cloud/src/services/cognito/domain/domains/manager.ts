import type { Scope } from "../../../../core/arns.ts";
import type { Clock } from "../../../../core/clock.ts";
import type { CreateUserPoolDomainRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import {
  domainTaken,
  featureUnavailableInTier,
  invalidParameter,
  resourceNotFound,
  unsupportedSetting,
} from "../../shared/errors.ts";
import type { PoolManager } from "../pools/manager.ts";
import type { UserPoolDomain, UserPoolDomainStore } from "./domain.ts";

export type DomainInput = CreateUserPoolDomainRequest;

export interface DomainManager {
  create(input: DomainInput): UserPoolDomain;
  update(input: DomainInput): UserPoolDomain;
  /** The DomainDescription; empty for an unknown domain, as on AWS. */
  describe(domain: string): Record<string, unknown>;
  delete(input: Pick<DomainInput, "Domain" | "UserPoolId">): void;
}

export interface DomainManagerDependencies {
  readonly stores: { readonly domains: UserPoolDomainStore };
  readonly pools: PoolManager;
  readonly clock: Clock;
  readonly scope: Scope;
}

const PREFIX = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const RESERVED = ["aws", "amazon", "cognito"];

export function createDomainManager(dependencies: DomainManagerDependencies): DomainManager {
  const { stores, pools, clock, scope } = dependencies;
  const own = ({ Domain, UserPoolId }: Pick<DomainInput, "Domain" | "UserPoolId">): UserPoolDomain => {
    const domain = stores.domains.find(Domain);
    if (domain === undefined || domain.userPoolId !== pools.get(UserPoolId).id) {
      throw resourceNotFound(`No such domain ${Domain} for user pool ${UserPoolId}.`);
    }
    return domain;
  };
  return {
    create: (input) => {
      const pool = pools.get(input.UserPoolId);
      const version = parseVersion(input, pool.tier);
      assertPrefix(input.Domain);
      // COG-11: a prefix leads to one pool, and a pool has one prefix.
      if (stores.domains.find(input.Domain) !== undefined) throw domainTaken();
      if (stores.domains.findByPool(pool.id) !== undefined) {
        throw invalidParameter("User pool already has a domain configured.");
      }
      const domain: UserPoolDomain = {
        domain: input.Domain,
        userPoolId: pool.id,
        managedLoginVersion: version,
        createdAt: clock.now(),
      };
      stores.domains.insert(domain);
      return domain;
    },
    update: (input) => {
      const domain = own(input);
      const version = parseVersion(input, pools.get(input.UserPoolId).tier);
      const updated: UserPoolDomain = { ...domain, managedLoginVersion: version };
      stores.domains.replace(updated);
      return updated;
    },
    describe: (name) => {
      const domain = stores.domains.find(name);
      return domain === undefined ? {} : describeDomain(domain, scope);
    },
    delete: (input) => stores.domains.remove(own(input).domain),
  };
}

function parseVersion(input: DomainInput, tier: "LITE" | "ESSENTIALS" | "PLUS"): 1 | 2 {
  if (input.CustomDomainConfig !== undefined) throw unsupportedSetting("CustomDomainConfig");
  if (input.Routing !== undefined) throw unsupportedSetting("Routing");
  if (input.ManagedLoginVersion !== 2) return 1;
  if (tier === "LITE") throw featureUnavailableInTier("Managed login is not available in the LITE tier.");
  return 2;
}

// COG-12
function assertPrefix(domain: string): void {
  if (!PREFIX.test(domain)) {
    throw invalidParameter(
      "Invalid domain prefix. It can contain only lowercase letters, numbers and hyphens, and cannot begin or end with a hyphen.",
    );
  }
  const reserved = RESERVED.find((word) => domain.includes(word));
  if (reserved !== undefined) throw invalidParameter(`Domain cannot contain reserved word: ${reserved}`);
}

function describeDomain(domain: UserPoolDomain, scope: Scope): Record<string, unknown> {
  return {
    UserPoolId: domain.userPoolId,
    AWSAccountId: scope.accountId,
    Domain: domain.domain,
    S3Bucket: `aws-cognito-prod-${scope.region}-assets`,
    CloudFrontDistribution: cloudFrontName(domain.domain),
    Version: String(domain.createdAt),
    Status: "ACTIVE",
    CustomDomainConfig: {},
    ManagedLoginVersion: domain.managedLoginVersion,
  };
}

/** Prefix domains have no distribution of their own; the name shows that nothing is behind it. */
export function cloudFrontName(prefix: string): string {
  return `${prefix}.cloudfront.invalid`;
}

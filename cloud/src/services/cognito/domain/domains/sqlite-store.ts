import type { Database } from "../../../../store/database.ts";
import type { UserPoolDomain, UserPoolDomainStore } from "./domain.ts";

const MIGRATIONS = [
  `CREATE TABLE cognito_domains (
     domain TEXT PRIMARY KEY,
     pool_id TEXT NOT NULL UNIQUE REFERENCES cognito_pools (id) ON DELETE CASCADE,
     record TEXT NOT NULL
   ) WITHOUT ROWID`,
];

export function createUserPoolDomainStore(database: Database): UserPoolDomainStore {
  database.migrate("cognito-domains", MIGRATIONS);
  const insert = database.prepare("INSERT INTO cognito_domains (domain, pool_id, record) VALUES (?, ?, ?)");
  const replace = database.prepare("UPDATE cognito_domains SET record = ? WHERE domain = ?");
  const find = database.prepare<{ record: string }>("SELECT record FROM cognito_domains WHERE domain = ?");
  const findByPool = database.prepare<{ record: string }>(
    "SELECT record FROM cognito_domains WHERE pool_id = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_domains WHERE domain = ?");
  return {
    insert: (domain) => {
      insert.run(domain.domain, domain.userPoolId, JSON.stringify(domain));
    },
    replace: (domain) => {
      replace.run(JSON.stringify(domain), domain.domain);
    },
    find: (domain) => decode(find.get(domain)),
    findByPool: (userPoolId) => decode(findByPool.get(userPoolId)),
    remove: (domain) => {
      remove.run(domain);
    },
  };
}

function decode(row: { record: string } | undefined): UserPoolDomain | undefined {
  return row === undefined ? undefined : (JSON.parse(row.record) as UserPoolDomain);
}

import type { Database } from "../../../store/database.ts";
import type { FunctionUrl } from "./url.ts";

/** Addresses of functions, durable. They go with their function, and with their alias. */
export interface UrlStore {
  find(urlId: string): FunctionUrl | undefined;
  /** @param alias undefined for the function itself */
  of(functionName: string, alias: string | undefined): FunctionUrl | undefined;
  list(functionName: string): FunctionUrl[];
  save(url: FunctionUrl): void;
  remove(urlId: string): void;
}

const MIGRATIONS = [
  `CREATE TABLE lambda_urls (
     url_id TEXT PRIMARY KEY,
     name TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE,
     alias TEXT, record TEXT NOT NULL,
     FOREIGN KEY (name, alias) REFERENCES lambda_aliases (name, alias) ON DELETE CASCADE
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX lambda_urls_of ON lambda_urls (name, ifnull(alias, ''));`,
];

interface Row {
  readonly record: string;
}

/** @param database has the tables of functions already */
export function createUrlStore(database: Database): UrlStore {
  database.migrate("lambda-urls", MIGRATIONS);
  const find = database.prepare<Row>("SELECT record FROM lambda_urls WHERE url_id = ?");
  const of = database.prepare<Row>("SELECT record FROM lambda_urls WHERE name = ? AND ifnull(alias, '') = ?");
  const list = database.prepare<Row>("SELECT record FROM lambda_urls WHERE name = ? ORDER BY alias");
  const save = database.prepare(
    `INSERT INTO lambda_urls (url_id, name, alias, record) VALUES (?, ?, ?, ?)
     ON CONFLICT (url_id) DO UPDATE SET record = excluded.record`,
  );
  const remove = database.prepare("DELETE FROM lambda_urls WHERE url_id = ?");
  return {
    find: (urlId) => toUrl(find.get(urlId)),
    of: (functionName, alias) => toUrl(of.get(functionName, alias ?? "")),
    list: (functionName) => list.all(functionName).flatMap((row) => toUrl(row) ?? []),
    save: (url) => void save.run(url.urlId, url.functionName, url.alias ?? null, JSON.stringify(url)),
    remove: (urlId) => void remove.run(urlId),
  };
}

function toUrl(row: Row | undefined): FunctionUrl | undefined {
  return row === undefined ? undefined : (JSON.parse(row.record) as FunctionUrl);
}

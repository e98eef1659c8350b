import type { Database } from "../../../../store/database.ts";
import { type FilterSql, filterSql } from "./filter-sql.ts";
import type { UserFilter } from "./store.ts";

interface Row {
  readonly record: string;
}

interface Sequence {
  readonly sequence: number;
}

/** A beginning that more people have than this is found faster by looking at people in their order. */
const MOST_SORTED = 100_000;

export interface UserSearch {
  readonly userPoolId: string;
  readonly filter: UserFilter;
  /** Sequence of the last one seen; 0 at the beginning. */
  readonly after: number;
  readonly limit: number;
}

/**
 * Records of those whom a filter finds, in order of creation. The first search by an attribute makes an
 * index, which the database keeps from then on: who never searches pays nothing for it. A search visits
 * the entries that match, and no record beyond the page.
 * @param mostSorted beginnings of more matches are not sorted, but looked for in order
 */
export function createUserSearch(
  database: Database,
  mostSorted = MOST_SORTED,
): (search: UserSearch) => Row[] {
  const made = new Set<string>();
  const ensureIndex = ({ name, expression }: FilterSql["index"]): void => {
    if (made.has(name)) return;
    database.prepare(`CREATE INDEX IF NOT EXISTS ${name} ON cognito_users (pool_id, ${expression})`).run();
    made.add(name);
  };
  const recordOf = database.prepare<Row>("SELECT record FROM cognito_users WHERE sequence = ?");
  const sequences = ({ index, condition }: FilterSql, order: string) =>
    database.prepare<Sequence>(
      `SELECT sequence FROM cognito_users INDEXED BY ${index.name}
       WHERE pool_id = ? AND ${condition} AND sequence > ? ${order} LIMIT ?`,
    );
  const inOrder = ({ condition }: FilterSql) =>
    database.prepare<Row>(
      `SELECT record FROM cognito_users INDEXED BY cognito_users_in_order
       WHERE pool_id = ? AND sequence > ? AND ${condition} ORDER BY sequence LIMIT ?`,
    );
  return ({ userPoolId, filter, after, limit }) => {
    const sql = filterSql(filter);
    ensureIndex(sql.index);
    const records = (found: readonly Sequence[]): Row[] =>
      found.flatMap(({ sequence }) => recordOf.get(sequence) ?? []);
    if (filter.comparison === "equals") {
      const found = sequences(sql, "ORDER BY sequence");
      return records(found.all(userPoolId, ...sql.parameters, after, limit));
    }
    const found = sequences(sql, "").all(userPoolId, ...sql.parameters, after, mostSorted + 1);
    if (found.length > mostSorted) return inOrder(sql).all(userPoolId, after, ...sql.parameters, limit);
    return records(found.sort((a, b) => a.sequence - b.sequence).slice(0, limit));
  };
}

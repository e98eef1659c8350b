import type { Database } from "../../../store/database.ts";
import type { TopicRule } from "./rule.ts";

export const RULE_MIGRATIONS: readonly string[] = [
  `CREATE TABLE iot_rules (name TEXT PRIMARY KEY, rule TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE iot_rule_messages (id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, message TEXT NOT NULL);`,
];

/** Rules; kept in memory as well, because every message asks for them. Read when first asked for. */
export interface RuleStore {
  find(name: string): TopicRule | undefined;
  /** By name. */
  list(): readonly TopicRule[];
  save(rule: TopicRule): void;
  remove(name: string): void;
  /** Grows with every change. */
  readonly version: number;
}

export function createRuleStore(database: Database): RuleStore {
  let known: Map<string, TopicRule> | undefined;
  let version = 0;
  const rules = (): Map<string, TopicRule> => {
    known ??= new Map(
      database
        .prepare<{ readonly rule: string }>("SELECT rule FROM iot_rules ORDER BY name")
        .all()
        .map(({ rule }) => JSON.parse(rule) as TopicRule)
        .map((rule) => [rule.name, rule]),
    );
    return known;
  };
  return {
    find: (name) => rules().get(name),
    list: () => [...rules().values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    save: (rule) => {
      database
        .prepare("INSERT OR REPLACE INTO iot_rules (name, rule) VALUES (?, ?)")
        .run(rule.name, JSON.stringify(rule));
      rules().set(rule.name, rule);
      version += 1;
    },
    remove: (name) => {
      database.prepare("DELETE FROM iot_rules WHERE name = ?").run(name);
      rules().delete(name);
      version += 1;
    },
    get version() {
      return version;
    },
  };
}

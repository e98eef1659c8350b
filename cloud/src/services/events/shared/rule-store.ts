import { type EventPattern, parsePattern } from "../../../core/event-pattern/pattern.ts";
import type { ScheduledRun } from "../../../core/ports/scheduled-runs.ts";
import type { Database } from "../../../store/database.ts";
import type { RuleKey } from "./names.ts";
import type { Rule } from "./rule.ts";

export interface RuleStore {
  find(key: RuleKey): Rule | undefined;
  /** By name. */
  ofBus(bus: string): readonly Rule[];
  /** The enabled rules of the bus that look at events, with what they look for. */
  matchersOf(bus: string): readonly RuleMatcher[];
  save(rule: Rule): void;
  delete(key: RuleKey): void;
  /** The enabled rule whose schedule is due first. */
  nextDue(): Rule | undefined;
  /** Of its schedule; undefined before the first. */
  lastRun(key: RuleKey): ScheduledRun | undefined;
  /** It goes with its rule; of one that is gone nothing is kept. */
  saveLastRun(key: RuleKey, run: ScheduledRun): void;
}

export interface RuleMatcher {
  readonly rule: Rule;
  readonly pattern: EventPattern;
}

interface Row {
  readonly document: string;
}

const STEPS = [
  `CREATE TABLE events_rules (
     bus TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, next_at INTEGER,
     PRIMARY KEY (bus, name)
   ) WITHOUT ROWID;
   CREATE INDEX events_rules_due ON events_rules (next_at) WHERE next_at IS NOT NULL;`,
  "ALTER TABLE events_rules ADD COLUMN last_run TEXT",
];

/** @param isDue told when a rule that is saved is due */
export function createRuleStore(database: Database, isDue: (at: number) => void): RuleStore {
  database.migrate("events-rules", STEPS);
  const find = database.prepare<Row>("SELECT document FROM events_rules WHERE bus = ? AND name = ?");
  const ofBus = database.prepare<Row>("SELECT document FROM events_rules WHERE bus = ? ORDER BY name");
  const save = database.prepare(
    `INSERT INTO events_rules (bus, name, document, next_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET document = excluded.document, next_at = excluded.next_at`,
  );
  const remove = database.prepare("DELETE FROM events_rules WHERE bus = ? AND name = ?");
  const nextDue = database.prepare<Row>(
    "SELECT document FROM events_rules WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
  );
  const lastRun = database.prepare<{ last_run: string | null }>(
    "SELECT last_run FROM events_rules WHERE bus = ? AND name = ?",
  );
  const saveLastRun = database.prepare("UPDATE events_rules SET last_run = ? WHERE bus = ? AND name = ?");
  const ruleOf = ({ document }: Row): Rule => JSON.parse(document) as Rule;
  /** Matchers by bus, until a rule of it changes. */
  const known = new Map<string, readonly RuleMatcher[]>();
  const rulesOf = (bus: string): readonly Rule[] => ofBus.all(bus).map(ruleOf);
  return {
    find: ({ bus, name }) => {
      const row = find.get(bus, name);
      return row === undefined ? undefined : ruleOf(row);
    },
    ofBus: rulesOf,
    matchersOf: (bus) => {
      const matchers = known.get(bus) ?? rulesOf(bus).flatMap(matcherOf);
      // What a transaction has written may still be taken back.
      if (!database.inTransaction) known.set(bus, matchers);
      return matchers;
    },
    save: (rule) => {
      known.delete(rule.bus);
      save.run(rule.bus, rule.name, JSON.stringify(rule), rule.nextAt ?? null);
      if (rule.nextAt !== undefined) isDue(rule.nextAt);
    },
    delete: ({ bus, name }) => {
      known.delete(bus);
      remove.run(bus, name);
    },
    nextDue: () => {
      const row = nextDue.get();
      return row === undefined ? undefined : ruleOf(row);
    },
    lastRun: ({ bus, name }) => {
      const text = lastRun.get(bus, name)?.last_run ?? undefined;
      return text === undefined ? undefined : (JSON.parse(text) as ScheduledRun);
    },
    saveLastRun: ({ bus, name }, run) => void saveLastRun.run(JSON.stringify(run), bus, name),
  };
}

function matcherOf(rule: Rule): readonly RuleMatcher[] {
  const { isEnabled, pattern } = rule;
  return isEnabled && pattern !== undefined ? [{ rule, pattern: parsePattern(pattern) }] : [];
}

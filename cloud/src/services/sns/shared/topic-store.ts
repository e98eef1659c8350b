import type { Database } from "../../../store/database.ts";
import type { Subscription } from "./subscription.ts";
import type { Topic } from "./topic.ts";

export interface TopicStore {
  find(name: string): Topic | undefined;
  /** By name. */
  list(): readonly Topic[];
  save(topic: Topic): void;
  delete(name: string): void;
  findSubscription(arn: string): Subscription | undefined;
  /** In the order in which they were made; all of them, or those of a topic. */
  subscriptions(topicArn?: string): readonly Subscription[];
  saveSubscription(subscription: Subscription): void;
  deleteSubscription(arn: string): void;
  /** Settings of the account, by name. */
  smsAttributes(): Readonly<Record<string, string>>;
  saveSmsAttributes(attributes: Readonly<Record<string, string>>): void;
  transaction<Result>(work: () => Result): Result;
}

const STEPS = [
  `CREATE TABLE sns_topics (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE sns_subscriptions (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     arn TEXT NOT NULL UNIQUE,
     topic_arn TEXT NOT NULL,
     document TEXT NOT NULL
   );
   CREATE INDEX sns_subscriptions_of_topic ON sns_subscriptions (topic_arn);
   CREATE TABLE sns_settings (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;`,
] as const;

interface Row {
  readonly document: string;
}

const SMS = "sms";

export function createTopicStore(database: Database): TopicStore {
  database.migrate("sns", STEPS);
  const find = database.prepare<Row>("SELECT document FROM sns_topics WHERE name = ?");
  const list = database.prepare<Row>("SELECT document FROM sns_topics ORDER BY name");
  const save = database.prepare("INSERT OR REPLACE INTO sns_topics (name, document) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM sns_topics WHERE name = ?");
  const findSubscription = database.prepare<Row>("SELECT document FROM sns_subscriptions WHERE arn = ?");
  const all = database.prepare<Row>("SELECT document FROM sns_subscriptions ORDER BY id");
  const ofTopic = database.prepare<Row>(
    "SELECT document FROM sns_subscriptions WHERE topic_arn = ? ORDER BY id",
  );
  const saveSubscription = database.prepare(
    `INSERT INTO sns_subscriptions (arn, topic_arn, document) VALUES (?, ?, ?)
     ON CONFLICT (arn) DO UPDATE SET document = excluded.document`,
  );
  const removeSubscription = database.prepare("DELETE FROM sns_subscriptions WHERE arn = ?");
  const setting = database.prepare<Row>("SELECT document FROM sns_settings WHERE name = ?");
  const saveSetting = database.prepare("INSERT OR REPLACE INTO sns_settings (name, document) VALUES (?, ?)");
  return {
    find: (name) => documentOf(find.get(name)),
    list: () => list.all().map(read<Topic>),
    save: (topic) => void save.run(topic.name, JSON.stringify(topic)),
    delete: (name) => void remove.run(name),
    findSubscription: (arn) => documentOf(findSubscription.get(arn)),
    subscriptions: (topicArn) =>
      (topicArn === undefined ? all.all() : ofTopic.all(topicArn)).map(read<Subscription>),
    saveSubscription: (subscription) =>
      void saveSubscription.run(subscription.arn, subscription.topicArn, JSON.stringify(subscription)),
    deleteSubscription: (arn) => void removeSubscription.run(arn),
    smsAttributes: () => documentOf(setting.get(SMS)) ?? {},
    saveSmsAttributes: (attributes) => void saveSetting.run(SMS, JSON.stringify(attributes)),
    transaction: (work) => database.transaction(work),
  };
}

function read<Document>({ document }: Row): Document {
  return JSON.parse(document) as Document;
}

function documentOf<Document>(row: Row | undefined): Document | undefined {
  return row === undefined ? undefined : read<Document>(row);
}

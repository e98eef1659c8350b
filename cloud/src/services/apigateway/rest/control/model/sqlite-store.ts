import type { Database } from "../../../../../store/database.ts";
import type { Deployment } from "./deployment.ts";
import type { RestApi } from "./rest-api.ts";
import type { Stage } from "./stage.ts";
import type { AccountSettings, ApiStore } from "./store.ts";

const OWNER = "apigateway";

const STEPS = [
  `CREATE TABLE apigateway_apis (
    api_id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE apigateway_deployments (
    api_id TEXT NOT NULL REFERENCES apigateway_apis (api_id) ON DELETE CASCADE,
    deployment_id TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (api_id, deployment_id)) WITHOUT ROWID;
   CREATE TABLE apigateway_stages (
    api_id TEXT NOT NULL REFERENCES apigateway_apis (api_id) ON DELETE CASCADE,
    stage_name TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (api_id, stage_name)) WITHOUT ROWID;
   CREATE TABLE apigateway_account (
    id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL);`,
];

interface Row {
  readonly document: string;
}

/** Keeps every noun as one JSON document: they are small, read whole and compiled once. */
export function createSqliteApiStore(database: Database): ApiStore {
  database.migrate(OWNER, STEPS);
  return { ...apis(database), ...deployments(database), ...stages(database), ...account(database) };
}

function apis(database: Database): Pick<ApiStore, "listApis" | "findApi" | "saveApi" | "deleteApi"> {
  const list = database.prepare<Row>("SELECT document FROM apigateway_apis ORDER BY api_id");
  const find = database.prepare<Row>("SELECT document FROM apigateway_apis WHERE api_id = ?");
  const save = database.prepare(
    `INSERT INTO apigateway_apis (api_id, document) VALUES (?, ?)
     ON CONFLICT (api_id) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM apigateway_apis WHERE api_id = ?");
  return {
    listApis: () => list.all().map(parse<RestApi>),
    findApi: (id) => optional<RestApi>(find.get(id)),
    saveApi: (api) => void save.run(api.id, JSON.stringify(api)),
    deleteApi: (id) => void remove.run(id),
  };
}

function deployments(
  database: Database,
): Pick<ApiStore, "listDeployments" | "findDeployment" | "saveDeployment" | "deleteDeployment"> {
  const list = database.prepare<Row>("SELECT document FROM apigateway_deployments WHERE api_id = ?");
  const find = database.prepare<Row>(
    "SELECT document FROM apigateway_deployments WHERE api_id = ? AND deployment_id = ?",
  );
  const save = database.prepare(
    `INSERT INTO apigateway_deployments (api_id, deployment_id, document) VALUES (?, ?, ?)
     ON CONFLICT (api_id, deployment_id) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare(
    "DELETE FROM apigateway_deployments WHERE api_id = ? AND deployment_id = ?",
  );
  return {
    listDeployments: (apiId) => list.all(apiId).map(parse<Deployment>),
    findDeployment: (apiId, id) => optional<Deployment>(find.get(apiId, id)),
    saveDeployment: (it) => void save.run(it.restApiId, it.id, JSON.stringify(it)),
    deleteDeployment: (apiId, id) => void remove.run(apiId, id),
  };
}

function stages(
  database: Database,
): Pick<ApiStore, "listStages" | "findStage" | "saveStage" | "deleteStage"> {
  const list = database.prepare<Row>("SELECT document FROM apigateway_stages WHERE api_id = ?");
  const find = database.prepare<Row>(
    "SELECT document FROM apigateway_stages WHERE api_id = ? AND stage_name = ?",
  );
  const save = database.prepare(
    `INSERT INTO apigateway_stages (api_id, stage_name, document) VALUES (?, ?, ?)
     ON CONFLICT (api_id, stage_name) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM apigateway_stages WHERE api_id = ? AND stage_name = ?");
  return {
    listStages: (apiId) => list.all(apiId).map(parse<Stage>),
    findStage: (apiId, name) => optional<Stage>(find.get(apiId, name)),
    saveStage: (it) => void save.run(it.restApiId, it.stageName, JSON.stringify(it)),
    deleteStage: (apiId, name) => void remove.run(apiId, name),
  };
}

function account(database: Database): Pick<ApiStore, "account" | "saveAccount" | "transaction"> {
  const find = database.prepare<Row>("SELECT document FROM apigateway_account WHERE id = 1");
  const save = database.prepare("INSERT OR REPLACE INTO apigateway_account (id, document) VALUES (1, ?)");
  return {
    account: () => optional<AccountSettings>(find.get()) ?? {},
    saveAccount: (settings) => void save.run(JSON.stringify(settings)),
    transaction: (work) => database.transaction(work),
  };
}

function parse<T>(row: Row): T {
  return JSON.parse(row.document) as T;
}

function optional<T>(row: Row | undefined): T | undefined {
  return row === undefined ? undefined : parse<T>(row);
}

// Puts users into the store of a stopped cloud: through the API 100,000 would take minutes.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import Database from "libsql";

/** Copies one stored user of the pool under `count` other names and addresses. */
export function addUsers(stateDir, userPoolId, count) {
  const database = new Database(join(stateDir, "cloud.db"));
  const row = database.prepare("SELECT record FROM cognito_users WHERE pool_id = ? LIMIT 1").get(userPoolId);
  const pattern = row.record;
  const { sub, attributes } = JSON.parse(pattern);
  const email = attributes.email;
  const addUser = database.prepare(
    "INSERT INTO cognito_users (pool_id, sub, folded_username, record) VALUES (?, ?, ?, ?)",
  );
  const addName = database.prepare(
    "INSERT INTO cognito_user_names (pool_id, folded_name, sub) VALUES (?, ?, ?)",
  );
  database.exec("BEGIN IMMEDIATE");
  for (let index = 0; index < count; index += 1) {
    const id = randomUUID();
    const address = `stored${index}@example.com`;
    addUser.run(userPoolId, id, id, pattern.replaceAll(sub, id).replaceAll(email, address));
    for (const name of [id, address]) addName.run(userPoolId, name, id);
  }
  database.exec("COMMIT");
  database.close();
}

// cognito-local in a folder of its own, with one pool and people who have permanent passwords.
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createPeople, createPool } from "../lib/pools.mjs";
import { freePorts, startUntil } from "../lib/processes.mjs";
import { temporaryFolder } from "../lib/product.mjs";

export async function startCognitoLocal() {
  const manifest = createRequire(import.meta.url).resolve("cognito-local/package.json");
  const program = join(dirname(manifest), "lib", "bin", "start.js");
  const [port] = await freePorts(1);
  const folder = temporaryFolder();
  const started = await startUntil(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "error" },
    sign: "running on",
  });
  const cloud = {
    base: `http://127.0.0.1:${port}`,
    region: "local",
    credentials: { accessKeyId: "AKIAANY", secretAccessKey: "any" },
  };
  const pool = await createPool(cloud, "bench");
  const people = await createPeople(cloud, pool, 10);
  return {
    pid: started.child.pid,
    pool,
    people,
    stop: async () => {
      started.child.kill("SIGKILL");
      await started.gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

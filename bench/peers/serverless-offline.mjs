// serverless-offline with its defaults (functions in worker threads), started through osls, the
// continuation of serverless 3 that needs no account.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePorts, startUntil } from "../lib/processes.mjs";

export async function startServerlessOffline() {
  const manifest = createRequire(import.meta.url).resolve("serverless/package.json");
  const program = join(dirname(manifest), "bin", "serverless.js");
  const [http, lambda] = await freePorts(2);
  const args = [program, "offline", "--httpPort", http, "--lambdaPort", lambda, "--noPrependStageInUrl"];
  const started = await startUntil(process.execPath, args.map(String), {
    cwd: join(import.meta.dirname, "serverless-offline"),
    env: {
      ...process.env,
      SLS_TELEMETRY_DISABLED: "1",
      SLS_NOTIFICATIONS_MODE: "off",
      NO_UPDATE_NOTIFIER: "1",
    },
    sign: "Server ready",
  });
  // Its logger fills the pipe: keep it flowing.
  started.child.stdout.resume();
  started.child.stderr.resume();
  return {
    pid: started.child.pid,
    milliseconds: started.milliseconds,
    url: `http://127.0.0.1:${http}/v1/profile-image`,
    stop: async () => {
      started.child.kill("SIGKILL");
      await started.gone;
    },
  };
}

/**
 * The managed Node.js runtime: loads the handler named by `_HANDLER` and serves events of the
 * Runtime API until the connection closes. Runs as the main program of an execution environment.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { installConsole } from "./console.mjs";
import { documentOf } from "./errors.mjs";
import { createInvoker } from "./invoker.mjs";
import { loadHandler } from "./loader.mjs";
import { connect } from "./runtime-client.mjs";

const client = connect(process.env.AWS_LAMBDA_RUNTIME_API ?? "", () => process.exit(0));
const log = installConsole();

/** Reports why the runtime cannot start and ends it. */
function failInit(error) {
  const document = documentOf(error);
  log.uncaught("Uncaught Exception", error);
  client.initError(document, () => process.exit(1));
}

process.once("uncaughtException", failInit);
process.once("unhandledRejection", failInit);

loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), process.env._HANDLER ?? "").then((handler) => {
  process.removeListener("uncaughtException", failInit);
  process.removeListener("unhandledRejection", failInit);
  createInvoker(client, handler, log).start();
}, failInit);

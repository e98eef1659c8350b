import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeError } from "./errors.mjs";
import { confineResolution, searchLayers } from "./resolution.mjs";
import { directSdk2 } from "./sdk-2.mjs";
import { installStreaming, isStreaming } from "./streaming.mjs";

const EXTENSIONS = [".js", ".mjs", ".cjs"];

/**
 * The function that `_HANDLER` names, e.g. `index.handler` or `src/app.api.get`.
 * @param {string} taskRoot
 * @param {string} handlerName
 */
export async function loadHandler(taskRoot, handlerName) {
  const { modulePath, exportPath } = parseHandlerName(handlerName);
  installStreaming();
  confineResolution(taskRoot);
  searchLayers();
  directSdk2();
  const exported = await importModule(resolve(taskRoot, modulePath), handlerName);
  const handler = exportPath.split(".").reduce((value, key) => value?.[key], exported);
  if (handler === undefined) {
    throw new RuntimeError("Runtime.HandlerNotFound", `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw new RuntimeError("Runtime.HandlerNotFound", `${handlerName} is not a function`);
  }
  if (
    !isStreaming(handler) &&
    handler.length >= 3 &&
    process.env.AWS_EXECUTION_ENV === "AWS_Lambda_nodejs24.x"
  ) {
    throw new RuntimeError(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
    );
  }
  return handler;
}

function parseHandlerName(handlerName) {
  const slash = handlerName.lastIndexOf("/");
  const base = handlerName.slice(slash + 1);
  const dot = base.indexOf(".");
  if (handlerName.includes("..")) {
    throw new RuntimeError(
      "Runtime.MalformedHandlerName",
      `'${handlerName}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  if (dot < 1 || dot === base.length - 1) {
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  }
  return {
    modulePath: handlerName.slice(0, slash + 1) + base.slice(0, dot),
    exportPath: base.slice(dot + 1),
  };
}

async function importModule(path, handlerName) {
  const extension = EXTENSIONS.find((candidate) => existsSync(path + candidate));
  try {
    const file = extension === undefined ? resolved(path) : path + extension;
    if (extension === ".mjs" || (extension === ".js" && isModuleScope(file))) {
      return await import(pathToFileURL(file).href);
    }
    const loaded = createRequire(pathToFileURL(file))(file);
    return loaded;
  } catch (error) {
    throw asLoadError(error, handlerName);
  }
}

/** A file of exactly that name, else what Node.js finds under the module's last name, as AWS's loader. */
function resolved(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  const paths = [process.env.LAMBDA_TASK_ROOT ?? "/", dirname(path)];
  return createRequire(import.meta.url).resolve(basename(path), { paths });
}

/** Whether the nearest package.json makes `.js` an ES module. */
function isModuleScope(file) {
  const root = resolve(process.env.LAMBDA_TASK_ROOT ?? "/");
  for (let folder = dirname(file); folder.startsWith(root); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type === "module";
    if (folder === root) break;
  }
  return false;
}

function asLoadError(error, handlerName) {
  if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
    const wrapped = new RuntimeError("Runtime.ImportModuleError", `Error: ${error.message}`);
    wrapped.stack = `Runtime.ImportModuleError: ${wrapped.message}\n${String(error.stack).split("\n").slice(1).join("\n")}`;
    return wrapped;
  }
  if (error instanceof SyntaxError) {
    const wrapped = new RuntimeError("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
    wrapped.stack = String(error.stack);
    return wrapped;
  }
  void handlerName;
  return error;
}

import { readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { neededInterpreter } from "../../interpreters/index.ts";
import { javaVersionOf } from "../../interpreters/java.ts";
import type { JavaClient } from "../../interpreters/java-client.ts";
import type { Launcher, LauncherContext } from "./launcher.ts";

const MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
const NATIVE_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

/** Share of the memory that is heap; the rest is what a JVM needs besides. */
const HEAP_SHARE = 0.85;
/** From this runtime on AWS stops at the first compiler, and no longer sets the first names of the keys. */
const FIRST_OF_NEW = 17;
/** From this version on a JVM warns about native parts that were not allowed to it. */
const FIRST_WITH_NATIVE_WARNING = 24;

/** A Java runtime runs AWS's own client on the JDK of its version, or on the nearest newer one. */
export const launchJava: Launcher = (context) => {
  const { configuration, javaClient, findInterpreter, scratchDir, credentials } = context;
  const { runtime, memorySize, handler } = configuration;
  const found = neededInterpreter(findInterpreter, runtime);
  if ("missing" in found) return found.missing;
  const client = javaClient();
  if ("missing" in client) return client.missing;
  const isNew = javaVersionOf(runtime) >= FIRST_OF_NEW;
  const warns = Number(found.interpreter.version) >= FIRST_WITH_NATIVE_WARNING;
  return {
    command: found.interpreter.path,
    args: [
      `-XX:MaxHeapSize=${Math.floor(memorySize * 1024 * HEAP_SHARE)}k`,
      "-XX:+UseSerialGC",
      ...(isNew ? ["-XX:TieredStopAtLevel=1"] : []),
      // Both would write to /tmp, which functions share here [LAM-15].
      "-XX:-UsePerfData",
      `-Djava.io.tmpdir=${scratchDir}`,
      ...(warns ? ["--enable-native-access=ALL-UNNAMED"] : []),
      `-D${NATIVE_PROPERTY}=${client.nativeLibrary}`,
      "-cp",
      classPath(client, context).join(delimiter),
      MAIN_CLASS,
      handler,
    ],
    runtimeDir: dirname(client.nativeLibrary),
    environment: isNew
      ? {}
      : { AWS_ACCESS_KEY: credentials.accessKeyId, AWS_SECRET_KEY: credentials.secretAccessKey },
  };
};

/**
 * The client adds the function's own classes and `lib/*.jar` itself, but layers from `/opt/java/lib` only:
 * where there are some, all is named in AWS's order.
 */
function classPath(client: JavaClient, { taskRoot, layersFolder }: LauncherContext): readonly string[] {
  const layers = layersFolder === undefined ? [] : jarsIn(join(layersFolder, "java", "lib"));
  if (layers.length === 0) return client.classPath;
  return [...client.classPath, taskRoot, ...jarsIn(join(taskRoot, "lib")), ...layers];
}

function jarsIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".jar"));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

import { expect, test } from "vitest";
import type { LauncherContext } from "./launcher.ts";
import { launchRuby } from "./ruby.ts";

function launch(changes: Partial<LauncherContext> = {}, environment?: Readonly<Record<string, string>>) {
  const context = {
    configuration: { runtime: "ruby3.3", environment },
    taskRoot: "/task",
    layersFolder: undefined,
    rubyBootstrap: "/runtime/bootstrap.rb",
    rubyPackages: (version: string) => `/packages/${version}`,
    findInterpreter: () => ({ interpreter: { path: "/bin/ruby", version: "3.3" }, warning: undefined }),
    scratchDir: "/scratch",
    ...changes,
  };
  const program = launchRuby(context as unknown as LauncherContext);
  if (typeof program === "string") throw new Error(program);
  return program;
}

test("LAM-17 it runs the bootstrap, and finds gems where they are named only", () => {
  expect(launch()).toEqual({
    command: "/bin/ruby",
    args: ["-EUTF-8", "/runtime/bootstrap.rb", "/packages/3.3"],
    runtimeDir: "/runtime",
    environment: {
      GEM_HOME: "/packages/3.3",
      GEM_PATH: "/task/vendor/bundle/ruby/3.3.0:/packages/3.3",
      RUBYLIB: "/task",
      BUNDLE_USER_HOME: "/scratch/.bundle",
    },
  });
});

test("layers are searched before what the runtime carries, by the version of the runtime", () => {
  const interpreter = { path: "/bin/ruby", version: "3.4" };
  const { environment } = launch({
    layersFolder: "/opt",
    findInterpreter: () => ({ interpreter, warning: "newer" }),
  });
  expect(environment).toMatchObject({
    GEM_PATH:
      "/task/vendor/bundle/ruby/3.4.0:/task/vendor/bundle/ruby/3.3.0:/opt/ruby/gems/3.3.0:/packages/3.4",
    RUBYLIB: "/task:/opt/ruby/lib",
  });
});

test("what the function's own environment says counts", () => {
  const own = { GEM_HOME: "/a", GEM_PATH: "/b", RUBYLIB: "/c", BUNDLE_USER_HOME: "/d" };
  expect(launch({}, own).environment).toEqual(own);
});

test("without Ruby the reason is what helps", () => {
  expect(() => launch({ findInterpreter: () => ({ missing: "no ruby" }) })).toThrow("no ruby");
});

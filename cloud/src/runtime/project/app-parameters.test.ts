import { describe, expect, test } from "vitest";
import { appParameters, appUrl } from "./app-parameters.ts";
import type { ProjectApp } from "./project-app.ts";

const app = {
  parameters: {
    AllowedOrigin: "${appUrl}",
    ClientDomains: "http://localhost:${appPort},http://localhost:${appPort}/",
    Fixed: "x",
  },
} as Partial<ProjectApp> as ProjectApp;

describe("appUrl", () => {
  test.each([
    ["127.0.0.1", "http://localhost:3111"],
    ["localhost", "http://localhost:3111"],
    ["0.0.0.0", "http://localhost:3111"],
    ["::", "http://localhost:3111"],
    ["192.168.1.5", "http://192.168.1.5:3111"],
    ["fd00::5", "http://[fd00::5]:3111"],
  ])("listening on %s it is %s", (host, url) => {
    expect(appUrl({ host, appPort: 3111 })).toBe(url);
  });
});

describe("appParameters", () => {
  test.each(["127.0.0.1", "0.0.0.0"])("at the default address (%s) samconfig.toml stands", (host) => {
    expect(appParameters(app, { host, appPort: 3000 })).toEqual({});
  });

  test("another port is named wherever the project says so", () => {
    expect(appParameters(app, { host: "127.0.0.1", appPort: 3111 })).toEqual({
      AllowedOrigin: "http://localhost:3111",
      ClientDomains: "http://localhost:3111,http://localhost:3111/",
      Fixed: "x",
    });
  });

  test("an address of the network is the origin; sign-in returns to localhost, as AWS insists", () => {
    expect(appParameters(app, { host: "192.168.1.5", appPort: 3000 })).toMatchObject({
      AllowedOrigin: "http://192.168.1.5:3000",
      ClientDomains: "http://localhost:3000,http://localhost:3000/",
    });
  });

  test.each(["${appurl}", "${}", "${constructor}", "x${host}y"])("%s is refused by name", (text) => {
    const wrong = { ...app, parameters: { P: text } };
    expect(() => appParameters(wrong, { host: "127.0.0.1", appPort: 1 })).toThrow(/the parameter P has \$\{/);
  });
});

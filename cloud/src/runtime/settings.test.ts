import { describe, expect, test } from "vitest";
import { createEndpoints } from "../core/endpoints.ts";
import { readSettings } from "./settings.ts";

describe("readSettings", () => {
  test("defaults are the fixed interfaces", () => {
    expect(readSettings({}, {}, "/home/x/project").config).toEqual({
      host: "127.0.0.1",
      port: 4566,
      mqttPort: 1883,
      mqttTlsPort: 8883,
      appPort: 3000,
      accountId: "123456789012",
      region: "eu-west-1",
      stateDir: "/home/x/project/.portcullis",
      issuerStyle: "local",
      clockOffsetSeconds: 0,
    });
  });

  test("a flag stands over the environment", () => {
    const { config } = readSettings(
      { port: "5000" },
      { PORTCULLIS_PORT: "6000", PORTCULLIS_STATE: "/s" },
      "/p",
    );
    expect([config.port, config.stateDir]).toEqual([5000, "/s"]);
  });

  test("a variable that is empty counts as none: the state is never the folder itself", () => {
    expect(readSettings({}, { PORTCULLIS_STATE: "" }, "/p").config.stateDir).toBe("/p/.portcullis");
  });

  test.each([
    [{ state: "" }, "--state takes a folder"],
    [{ port: "0" }, "--port"],
    [{ port: "65536" }, "--port"],
    [{ port: "abc" }, "--port"],
    [{ port: "" }, "--port"],
    [{ mqttPort: "1e3" }, "--mqtt-port"],
    [{ port: "6566" }, "--port 6566: browsers and fetch refuse to call this port."],
    [{ appPort: "6000" }, "--app-port 6000: browsers"],
    [{ port: "5000", appPort: "5000" }, "--port and --app-port cannot both be 5000."],
    [{ account: "123" }, "--account"],
    [{ region: "europe" }, "--region"],
    [{ issuer: "google" }, "--issuer"],
    [{ publicUrl: "cloud.example.com" }, "--public-url"],
    [{ publicUrl: "https://cloud.example.com/path" }, "--public-url"],
    [{ publicUrl: "ftp://cloud.example.com" }, "--public-url"],
    [{ publicUrl: "https://a@cloud.example.com" }, "--public-url"],
    [{ clockOffset: "2h" }, "--clock-offset"],
  ])("%j is refused and the flag is named", (flags, name) => {
    expect(() => readSettings(flags, {}, "/p")).toThrow(name);
  });

  test("OAU-55 addresses are the proxy's: issuer, domains, APIs", () => {
    const { config } = readSettings({ publicUrl: "https://cloud.example.com/" }, {}, "/p");
    const endpoints = createEndpoints(config);
    expect(endpoints.issuer("eu-west-1_A")).toBe("https://cloud.example.com/eu-west-1_A");
    expect(endpoints.authDomain("home")).toBe("https://cloud.example.com/_aws/cognito-auth/home");
    expect(endpoints.restApi("a", "v")).toBe("https://cloud.example.com/_aws/execute-api/a/v");
    expect(createEndpoints(readSettings({}, {}, "/p").config).base).toBe("http://localhost:4566");
  });

  test.each([
    [{ python: "python3.12" }, {}, { python: "python3.12" }],
    [{ python: "bin/python" }, { PORTCULLIS_PYTHON: "python3" }, { python: "/p/bin/python" }],
    [{}, { PORTCULLIS_PYTHON: "/opt/python" }, { python: "/opt/python" }],
    [{ java: "bin/java" }, { PORTCULLIS_JAVA: "java" }, { java: "/p/bin/java" }],
    [{}, { PORTCULLIS_JAVA: "/opt/java" }, { java: "/opt/java" }],
    [{ ruby: "bin/ruby" }, { PORTCULLIS_RUBY: "ruby" }, { ruby: "/p/bin/ruby" }],
    [{}, { PORTCULLIS_RUBY: "ruby3.3" }, { ruby: "ruby3.3" }],
    [{ allowRetiredRuntimes: true }, {}, { allowRetiredRuntimes: true }],
  ])("%j with %j runs functions by %j", (flags, environment, expected) => {
    expect(readSettings(flags, environment, "/p").config).toMatchObject(expected);
  });

  test("a port that only MQTT clients call may be one that browsers refuse", () => {
    expect(readSettings({ mqttPort: "6566" }, {}, "/p").config.mqttPort).toBe(6566);
  });

  test("ports of a flag or a variable are given, the others are not", () => {
    const { givenPorts } = readSettings({ port: "5000" }, { PORTCULLIS_APP_PORT: "3100" }, "/p");
    expect([...givenPorts]).toEqual(["port", "appPort"]);
  });

  test.each([
    [{ PORTCULLIS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" }],
    [{ PORTCULLIS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG" }],
    [{ PORTCULLIS_ACCESS_KEY_ID: "test", PORTCULLIS_SECRET_ACCESS_KEY: "test" }],
  ])("half a key and weak keys are refused: %j", (environment) => {
    expect(() => readSettings({}, environment, "/p")).toThrow("must be set together");
  });
});

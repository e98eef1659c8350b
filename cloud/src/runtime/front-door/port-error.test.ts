import { describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { portError, portErrorAmong } from "./port-error.ts";

const place = { flag: "--port", host: "127.0.0.1", port: 4566 };
const systemError = (code: string, port = 4566) => Object.assign(new Error(code), { code, port });

describe("portError", () => {
  test.each([
    ["EADDRINUSE", "Port 4566 on 127.0.0.1 is taken by another program."],
    ["EACCES", "Port 4566 on 127.0.0.1 is reserved: this user may not listen on it."],
    ["EADDRNOTAVAIL", "This machine has no address 127.0.0.1 (--host) to listen on.", "--host 127.0.0.1"],
  ])("%s is told in words with the next command", (code, message, flag = "--port 4567") => {
    const told = portError(systemError(code), place);
    expect(told).toBeInstanceOf(UserError);
    expect(told).toMatchObject({ message, nextCommand: `npx portcullis up ${flag}` });
  });

  test("other errors are not disguised", () => {
    const error = new Error("disk on fire");
    expect(portError(error, place)).toBe(error);
    expect(portErrorAmong(undefined, [place])).toBeUndefined();
  });

  test("the flag of the port that is taken is the one named", () => {
    const places = [
      { flag: "--mqtt-port", host: "127.0.0.1", port: 1883 },
      { flag: "--mqtt-tls-port", host: "127.0.0.1", port: 8883 },
    ];
    expect(portErrorAmong(systemError("EADDRINUSE", 8883), places)).toMatchObject({
      nextCommand: "npx portcullis up --mqtt-tls-port 8884",
    });
  });
});

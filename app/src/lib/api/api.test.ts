import { scriptedFetch } from "../../testing/fetch";
import { ADMIN_SCOPE } from "../../testing/tokens";
import { type AccessToken, callApi, isOffered } from "./api";

const API = "http://api.test/v1";
const OLD: AccessToken = { raw: "old", scopes: ["openid"] };
const CONTROL = {
  method: "POST",
  path: "/gates/control",
  body: { message: "open" },
  scope: ADMIN_SCOPE,
} as const;
const PICTURE = { method: "GET", path: "/profile-image" } as const;

function settings(fetch: ReturnType<typeof scriptedFetch>["fetch"], fresh: AccessToken | undefined = OLD) {
  return {
    apiUrl: API,
    fetch,
    accessToken: async (asked: { fresh: boolean }) => (asked.fresh ? fresh : OLD),
  };
}

describe("HOME-5 callApi", () => {
  test("sends the access token and answers the JSON of a 200", async () => {
    const { fetch, sent } = scriptedFetch({ status: 200, body: { image: "x" } });
    await expect(callApi(settings(fetch), PICTURE)).resolves.toEqual({ image: "x" });
    expect(sent).toEqual([
      { method: "GET", url: `${API}/profile-image`, authorization: "old", body: undefined },
    ]);
  });

  test("a 401 is tried once more with a new token", async () => {
    const fresh = { raw: "new", scopes: ["openid", ADMIN_SCOPE] };
    const { fetch, sent } = scriptedFetch({ status: 401, body: {} }, { status: 200, body: {} });
    await callApi(settings(fetch, fresh), CONTROL);
    expect(sent.map(({ authorization }) => authorization)).toEqual(["old", "new"]);
    expect(sent[1]?.body).toEqual({ message: "open" });
  });

  test("a 401 whose new token lacks the scope is about the scope, and is not sent again", async () => {
    const { fetch, sent } = scriptedFetch({ status: 401, body: { message: "Unauthorized" } });
    await expect(callApi(settings(fetch), CONTROL)).rejects.toMatchObject({ kind: "lacksScope" });
    expect(sent).toHaveLength(1);
  });

  test("a 401 to a new token ends the session", async () => {
    const { fetch } = scriptedFetch(
      { status: 401, body: {} },
      { status: 401, body: { message: "Unauthorized" } },
    );
    await expect(callApi(settings(fetch), PICTURE)).rejects.toMatchObject({ kind: "sessionEnded" });
  });

  test("without a new token the session is over", async () => {
    const { fetch } = scriptedFetch({ status: 401, body: {} });
    const lost = {
      ...settings(fetch),
      accessToken: async ({ fresh }: { fresh: boolean }) => (fresh ? undefined : OLD),
    };
    await expect(callApi(lost, PICTURE)).rejects.toMatchObject({ kind: "sessionEnded" });
  });

  test.each([
    [403, { message: "Missing Authentication Token" }, "notOffered"],
    [
      403,
      { message: "Invalid key=value pair (missing equal-sign) in Authorization header (hashed …): 'x'." },
      "notOffered",
    ],
    [403, { message: "Forbidden" }, "lacksScope"],
    [403, { message: "No Missing Authentication Token" }, "lacksScope"],
    [404, { message: "You have no profile picture yet." }, "notFound"],
    [404, { message: "Not Found" }, "notOffered"],
    [413, { message: "Request Too Long" }, "tooLarge"],
    [429, { message: "Too Many Requests" }, "throttled"],
    [500, { message: "Internal server error" }, "failed"],
    [502, ["nonsense"], "failed"],
    [302, null, "failed"],
  ])("a %d with %j is %s", async (status, body, kind) => {
    const { fetch } = scriptedFetch({ status, body });
    await expect(callApi(settings(fetch), PICTURE)).rejects.toMatchObject({ kind });
  });

  test("no connection is unreachable", async () => {
    const { fetch } = scriptedFetch(new TypeError("Failed to fetch"));
    await expect(callApi(settings(fetch), PICTURE)).rejects.toMatchObject({ kind: "unreachable" });
  });

  test("an API that says nothing is given up", async () => {
    jest.useFakeTimers();
    const never = (_url: unknown, init?: RequestInit) =>
      new Promise<Response>((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    const call = expect(callApi(settings(never), PICTURE)).rejects.toMatchObject({ kind: "timeout" });
    await jest.advanceTimersByTimeAsync(12_000);
    await call;
    jest.useRealTimers();
  });

  test("an API whose answer never ends is given up", async () => {
    jest.useFakeTimers();
    const endless = async (_url: unknown, init?: RequestInit) => {
      const text = () =>
        new Promise<string>((_, reject) => {
          init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        });
      return { status: 200, text } as Response;
    };
    const call = expect(callApi(settings(endless), PICTURE)).rejects.toMatchObject({ kind: "timeout" });
    await jest.advanceTimersByTimeAsync(12_000);
    await call;
    jest.useRealTimers();
  });

  test.each(["", "<html>Bad gateway</html>", "{", "undefined"])("a 200 with %j has failed", async (body) => {
    const { fetch } = scriptedFetch({ status: 200, body });
    await expect(callApi(settings(fetch), PICTURE)).rejects.toMatchObject({ kind: "failed" });
  });

  test.each([
    [401, "sessionEnded"],
    [403, "lacksScope"],
    [404, "notFound"],
    [429, "throttled"],
    [502, "failed"],
  ])("a %d means %s whatever it is wrapped in", async (status, kind) => {
    const page = { status, body: "<html>No</html>" };
    const { fetch } = scriptedFetch(page, page);
    await expect(callApi(settings(fetch), PICTURE)).rejects.toMatchObject({ kind });
  });
});

const STATE = { method: "GET", path: "/gates/state" } as const;
const CHANGE = { method: "PUT", path: "/profile-image" } as const;
const REFUSED = { status: 401, body: { message: "Unauthorized" } };

describe("isOffered", () => {
  test("asks without a token, so that no preflight hides the answer", async () => {
    const { fetch, sent } = scriptedFetch({ status: 401, body: { message: "Unauthorized" } });
    await expect(isOffered(settings(fetch), STATE)).resolves.toBe(true);
    expect(sent[0]).toMatchObject({ url: `${API}/gates/state`, authorization: undefined });
  });

  test.each([
    [403, { message: "Missing Authentication Token" }],
    [404, { message: "Not Found" }],
  ])("a %d with %j is a no", async (status, body) => {
    const { fetch } = scriptedFetch({ status, body });
    await expect(isOffered(settings(fetch), STATE)).resolves.toBe(false);
  });

  test("a page of something in between is no no", async () => {
    const { fetch } = scriptedFetch({ status: 502, body: "<html>Bad gateway</html>" });
    await expect(isOffered(settings(fetch), STATE)).resolves.toBe(true);
  });

  test("no connection says nothing", async () => {
    const { fetch } = scriptedFetch(new TypeError("Failed to fetch"));
    await expect(isOffered(settings(fetch), STATE)).rejects.toMatchObject({ kind: "unreachable" });
  });

  test("another method of a path is offered when it answers, too", async () => {
    const { fetch, sent } = scriptedFetch(REFUSED, REFUSED);
    await expect(isOffered(settings(fetch), CHANGE)).resolves.toBe(true);
    expect(sent.map(({ method, authorization }) => [method, authorization])).toEqual([
      ["GET", undefined],
      ["PUT", undefined],
    ]);
  });

  test.each([
    ["its preflight is refused", new TypeError("Failed to fetch")],
    ["the API says so", { status: 403, body: { message: "Missing Authentication Token" } }],
  ])("another method of a path that answers is not offered when %s", async (_name, answer) => {
    const { fetch } = scriptedFetch(REFUSED, answer);
    await expect(isOffered(settings(fetch), CHANGE)).resolves.toBe(false);
  });

  test("no connection says nothing of another method either", async () => {
    const { fetch, sent } = scriptedFetch(new TypeError("Failed to fetch"));
    await expect(isOffered(settings(fetch), CHANGE)).rejects.toMatchObject({ kind: "unreachable" });
    expect(sent).toHaveLength(1);
  });
});

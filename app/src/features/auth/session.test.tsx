import { act, screen, waitFor } from "@testing-library/react-native";
import { Text } from "react-native";
import { ApiProblem } from "../../lib/api/api-problem";
import { scriptedFetch } from "../../testing/fetch";
import { renderOnPhone } from "../../testing/render";
import { CONFIG } from "../../testing/tokens";

const mockCurrentTokens = jest.fn();
const mockSignOut = jest.fn();
const mockStartAgain = jest.fn();
let mockOtherTab: () => void = () => undefined;
jest.mock("./amplify", () => ({
  currentTokens: () => mockCurrentTokens(),
  signOutHere: () => mockSignOut(),
  watchAuth: () => () => undefined,
}));
jest.mock("./another-person", () => ({
  startAgain: () => mockStartAgain(),
  watchOtherTabs: (tell: () => void) => {
    mockOtherTab = tell;
    return () => undefined;
  },
}));

import { ApiProvider, useApi } from "./api-provider";
import { SessionProvider, useSession } from "./session";
import { SignInNoticeProvider } from "./sign-in-notice";

const tokensOf = (name: string) => ({
  owner: `id of ${name}`,
  access: { raw: `token of ${name}`, scopes: [] },
  idClaims: { sub: `id of ${name}`, name },
});
let api: ReturnType<typeof useApi>["api"];

function Inside() {
  api = useApi().api;
  return <Text>{useSession().person.name}</Text>;
}

async function signedInAs(name: string) {
  mockCurrentTokens.mockResolvedValue(tokensOf(name));
  renderOnPhone(
    <SignInNoticeProvider>
      <SessionProvider>
        <ApiProvider config={CONFIG}>
          <Inside />
        </ApiProvider>
      </SessionProvider>
    </SignInNoticeProvider>,
  );
  await screen.findByText(name);
}

const something = { method: "GET", path: "/profile-image" } as const;

describe("HOME-7 a window whose tokens became somebody else's", () => {
  test("starts again, and shows nobody's name over another's tokens", async () => {
    await signedInAs("Ada");
    mockCurrentTokens.mockResolvedValue(tokensOf("Uli"));
    await act(async () => mockOtherTab());
    expect(mockStartAgain).toHaveBeenCalledTimes(1);
    expect(screen.queryByText("Uli")).toBeNull();
  });

  test("starts again when nobody is signed in any more", async () => {
    await signedInAs("Ada");
    mockCurrentTokens.mockResolvedValue(undefined);
    await act(async () => mockOtherTab());
    expect(mockStartAgain).toHaveBeenCalledTimes(1);
  });

  test("stays when it is the same person, or the network is away", async () => {
    await signedInAs("Ada");
    await act(async () => mockOtherTab());
    mockCurrentTokens.mockRejectedValue(new Error("network"));
    await act(async () => mockOtherTab());
    expect(mockStartAgain).not.toHaveBeenCalled();
    expect(screen.getByText("Ada")).toBeTruthy();
  });

  test("a session that has come to nothing is cleared away", async () => {
    mockCurrentTokens.mockResolvedValue(undefined);
    renderOnPhone(
      <SignInNoticeProvider>
        <SessionProvider>
          <Text>inside</Text>
        </SessionProvider>
      </SignInNoticeProvider>,
    );
    await waitFor(() => expect(mockSignOut).toHaveBeenCalledTimes(1));
    expect(screen.queryByText("inside")).toBeNull();
  });

  test("sends nothing with the other's token, and signs nobody out", async () => {
    const { fetch, sent } = scriptedFetch({ status: 200, body: {} });
    globalThis.fetch = fetch;
    await signedInAs("Ada");
    await expect(api.call(something)).resolves.toEqual({});
    mockCurrentTokens.mockResolvedValue(tokensOf("Uli"));
    await expect(api.call(something)).rejects.toBeInstanceOf(ApiProblem);
    expect(sent.map(({ authorization }) => authorization)).toEqual(["token of Ada"]);
    expect([mockStartAgain.mock.calls.length, mockSignOut.mock.calls.length]).toEqual([1, 0]);
  });
});

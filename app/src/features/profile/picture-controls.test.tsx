import { act, fireEvent, screen } from "@testing-library/react-native";
import type { ReactTestInstance } from "react-test-renderer";
import type { ApiCall } from "../../lib/api/api";
import { ApiProblem, type ProblemKind } from "../../lib/api/api-problem";
import { PictureProblem, type PictureProblemKind } from "../../lib/picture/picture-problem";
import { renderOnPhone } from "../../testing/render";

const mockApi = { call: jest.fn(), isOffered: jest.fn() };
const mockChoose = jest.fn();
jest.mock("expo-router", () => ({ useRouter: () => ({ navigate: jest.fn() }) }));
jest.mock("../auth/api-provider", () => ({ useApi: () => ({ api: mockApi }) }));
jest.mock("../auth/session", () => ({ useSession: () => ({ person: { name: "Ada Admin", groups: [] } }) }));
jest.mock("../../lib/picture/choose-picture", () => ({ choosePicture: () => mockChoose() }));

import { AvatarLink } from "./avatar";
import { PictureProvider } from "./picture";
import { PictureControls } from "./picture-controls";

const OLD = "iVBORw0KGgoAAAA=";
const NEW = "/9j/4AAQ";
const NONE = new ApiProblem("notFound");

/** What each method is answered; a problem is thrown. */
let answers: Partial<Record<ApiCall["method"], unknown>>;

beforeEach(() => {
  answers = { GET: { image: OLD }, PUT: { stored: true }, DELETE: { removed: true } };
  mockApi.call.mockImplementation(async ({ method }: ApiCall) => {
    const answer = await answers[method];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  mockApi.isOffered.mockResolvedValue(true);
  mockChoose.mockResolvedValue(async () => NEW);
});

async function shown(): Promise<void> {
  renderOnPhone(
    <PictureProvider>
      <AvatarLink />
      <PictureControls />
    </PictureProvider>,
  );
  await act(async () => undefined);
}

async function press(name: string): Promise<void> {
  fireEvent.press(screen.getByRole("button", { name }));
  await act(async () => undefined);
}

/** The picture in the header; undefined while the initials stand in. */
function header(): string | undefined {
  const image: ReactTestInstance | null = screen.queryByLabelText("Your picture");
  return image?.props["source"]?.uri;
}

const button = (name: string) => screen.queryByRole("button", { name });
const sent = () => mockApi.call.mock.calls.map(([call]) => call).filter(({ method }) => method !== "GET");

describe("HOME-9 changing the picture", () => {
  test("stores what was chosen, and the header follows", async () => {
    await shown();
    expect(header()).toBe(`data:image/png;base64,${OLD}`);
    await press("Change picture");
    expect(sent()).toEqual([{ method: "PUT", path: "/profile-image", body: { image: NEW } }]);
    expect(header()).toBe(`data:image/jpeg;base64,${NEW}`);
    expect(screen.getByRole("status")).toHaveTextContent(/is changed/);
  });

  test("a first picture can be chosen; there is none to remove before", async () => {
    answers.GET = NONE;
    await shown();
    expect(button("Remove picture")).toBeNull();
    await press("Choose a picture");
    expect(header()).toBe(`data:image/jpeg;base64,${NEW}`);
    expect(button("Remove picture")).toBeTruthy();
  });

  test("whoever chooses nothing changes nothing and is told nothing", async () => {
    mockChoose.mockResolvedValue(undefined);
    await shown();
    await press("Change picture");
    expect(sent()).toEqual([]);
    expect(screen.queryByRole("status")).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test.each<[PictureProblemKind, RegExp]>([
    ["unreadable", /cannot be read as a picture.*HEIC/],
    ["tooLarge", /larger than 50 MB/],
  ])("a file that is %s is said to be so, and nothing is sent", async (kind, words) => {
    mockChoose.mockResolvedValue(async () => Promise.reject(new PictureProblem(kind)));
    await shown();
    await press("Change picture");
    expect(screen.getByRole("alert")).toHaveTextContent(words);
    expect(sent()).toEqual([]);
    expect(header()).toBe(`data:image/png;base64,${OLD}`);
  });

  test("pictures that the phone keeps closed are said to be so", async () => {
    mockChoose.mockRejectedValue(new PictureProblem("noAccess"));
    await shown();
    await press("Change picture");
    expect(screen.getByRole("alert")).toHaveTextContent(/settings of your phone/);
  });

  test.each<[ProblemKind, RegExp]>([
    ["unreachable", /cannot be reached/],
    ["timeout", /took too long/],
    ["notOffered", /does not change them/],
    ["tooLarge", /picture of that size/],
    ["throttled", /Too many requests/],
    ["failed", /could not change your picture/],
  ])(
    "an API that is %s is said to be so; the old picture stays, and a second try is open",
    async (kind, words) => {
      answers.PUT = new ApiProblem(kind);
      await shown();
      await press("Change picture");
      expect(screen.getByRole("alert")).toHaveTextContent(words);
      expect(screen.queryByRole("status")).toBeNull();
      expect(header()).toBe(`data:image/png;base64,${OLD}`);
      answers.PUT = { stored: true };
      await press("Change picture");
      expect(screen.queryByRole("alert")).toBeNull();
      expect(header()).toBe(`data:image/jpeg;base64,${NEW}`);
    },
  );

  test("a route that a browser shows as unreachable is not offered", async () => {
    answers.PUT = new ApiProblem("unreachable");
    mockApi.isOffered.mockResolvedValue(false);
    await shown();
    await press("Change picture");
    expect(mockApi.isOffered).toHaveBeenCalledWith(
      expect.objectContaining({ method: "PUT", path: "/profile-image" }),
    );
    expect(screen.getByRole("alert")).toHaveTextContent(/does not change them/);
  });

  test.each([null, "", [], {}, { stored: false }, { stored: "true" }, { removed: true }])(
    "an answer of another form (%j) is no success",
    async (body) => {
      answers.PUT = body;
      await shown();
      await press("Change picture");
      expect(screen.getByRole("alert")).toHaveTextContent(/could not change/);
      expect(header()).toBe(`data:image/png;base64,${OLD}`);
    },
  );

  test("while it is stored, that is said, and a second press does nothing", async () => {
    let store: (body: object) => void = () => undefined;
    answers.PUT = new Promise((resolve) => {
      store = resolve;
    });
    await shown();
    await press("Change picture");
    expect(screen.getByText("Storing your picture …")).toBeTruthy();
    await press("Change picture");
    await press("Remove picture");
    expect([sent().length, mockChoose.mock.calls.length]).toEqual([1, 1]);
    await act(async () => store({ stored: true }));
    expect(screen.queryByText("Storing your picture …")).toBeNull();
  });

  test("a picture that was fetched late does not hide the one that was chosen", async () => {
    let fetched: (body: object) => void = () => undefined;
    answers.GET = new Promise((resolve) => {
      fetched = resolve;
    });
    await shown();
    await press("Choose a picture");
    await act(async () => fetched({ image: OLD }));
    expect(header()).toBe(`data:image/jpeg;base64,${NEW}`);
  });
});

describe("the picture in the header", () => {
  test("one that cannot be drawn leaves the initials; the next one is tried again", async () => {
    await shown();
    fireEvent(screen.getByLabelText("Your picture"), "error", { nativeEvent: { error: "cannot be drawn" } });
    expect(header()).toBeUndefined();
    expect(screen.getByText("AA", { includeHiddenElements: true })).toBeTruthy();
    await press("Change picture");
    expect(header()).toBe(`data:image/jpeg;base64,${NEW}`);
  });
});

describe("HOME-9 removing the picture", () => {
  test("takes it away, and Undo puts it back as it was", async () => {
    await shown();
    await press("Remove picture");
    expect(header()).toBeUndefined();
    expect(screen.getByRole("status")).toHaveTextContent(/is removed/);
    await press("Undo");
    expect(sent()).toEqual([
      { method: "DELETE", path: "/profile-image" },
      { method: "PUT", path: "/profile-image", body: { image: OLD } },
    ]);
    expect(header()).toBe(`data:image/png;base64,${OLD}`);
    expect(screen.getByRole("status")).toHaveTextContent(/is back/);
    expect(button("Undo")).toBeNull();
  });

  test("an Undo that fails can be tried again", async () => {
    await shown();
    await press("Remove picture");
    answers.PUT = new ApiProblem("unreachable");
    await press("Undo");
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be reached/);
    expect(header()).toBeUndefined();
    answers.PUT = { stored: true };
    await press("Undo");
    expect(header()).toBe(`data:image/png;base64,${OLD}`);
  });

  test("another picture in its place ends the Undo", async () => {
    await shown();
    await press("Remove picture");
    await press("Choose a picture");
    expect(button("Undo")).toBeNull();
    expect(button("Remove picture")).toBeTruthy();
  });

  test.each([new ApiProblem("failed"), {}, { removed: false }, { stored: true }, null])(
    "an API that does not say it is removed (%p) removed nothing",
    async (answer) => {
      answers.DELETE = answer;
      await shown();
      await press("Remove picture");
      expect(screen.getByRole("alert")).toHaveTextContent(/could not change/);
      expect(header()).toBe(`data:image/png;base64,${OLD}`);
      expect(button("Undo")).toBeNull();
    },
  );
});

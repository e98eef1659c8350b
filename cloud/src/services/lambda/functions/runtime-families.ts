/** Runtimes that one kind of program serves. */
export interface RuntimeFamily {
  readonly name: "node" | "python" | "provided" | "dotnet" | "go" | "java" | "ruby";
  /** Runtimes that AWS takes and that run here. */
  readonly supported: readonly string[];
  /** Runtimes that AWS takes and that this cloud refuses by name. */
  readonly foreign: readonly string[];
  /** Runtimes that AWS no longer takes and that still run here for who asks for it. */
  readonly retired: readonly string[];
  /** Runtimes that AWS no longer takes and that nothing here can run. */
  readonly gone: readonly string[];
  /** The client of the Runtime API is AWS's, not the function's own `bootstrap`. */
  readonly isManaged: boolean;
  /** The file that code written into a template becomes; undefined where AWS takes none. */
  readonly inlineFile: string | undefined;
  /** What files of code end with that a handler names without it; undefined where it names none. */
  readonly moduleEndings?: readonly string[];
  /** How functions of its foreign runtimes run here all the same, as a sentence goes on. */
  readonly instead?: string;
}

const NOTHING_HERE = { supported: [], retired: [], isManaged: true, inlineFile: undefined } as const;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const RUNTIME_FAMILIES: readonly RuntimeFamily[] = [
  {
    name: "node",
    supported: ["nodejs20.x", "nodejs22.x", "nodejs24.x"],
    foreign: [],
    retired: [
      "nodejs18.x",
      "nodejs16.x",
      "nodejs14.x",
      "nodejs12.x",
      "nodejs10.x",
      "nodejs8.10",
      "nodejs6.10",
      "nodejs4.3",
    ],
    gone: ["nodejs", "nodejs4.3-edge"],
    isManaged: true,
    inlineFile: "index.js",
    moduleEndings: [".js", ".mjs", ".cjs"],
  },
  {
    name: "python",
    supported: ["python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"],
    foreign: [],
    retired: ["python3.6", "python3.7", "python3.8"],
    gone: ["python2.7"],
    isManaged: true,
    inlineFile: "index.py",
    moduleEndings: [".py", "/__init__.py"],
  },
  {
    name: "provided",
    supported: ["provided.al2", "provided.al2023"],
    foreign: [],
    retired: ["provided"],
    gone: [],
    isManaged: false,
    inlineFile: undefined,
  },
  {
    ...NOTHING_HERE,
    name: "dotnet",
    foreign: ["dotnet8", "dotnet10"],
    instead:
      "publish it self-contained as bootstrap (dotnet publish --self-contained, with LambdaBootstrapBuilder of Amazon.Lambda.RuntimeSupport) and name the runtime provided.al2023",
    gone: [
      "dotnet5.0",
      "dotnet6",
      "dotnet7",
      "dotnetcore1.0",
      "dotnetcore2.0",
      "dotnetcore2.1",
      "dotnetcore3.1",
    ],
  },
  { ...NOTHING_HERE, name: "go", foreign: [], retired: ["go1.x"], gone: [] },
  {
    ...NOTHING_HERE,
    name: "java",
    supported: ["java8.al2", "java11", "java17", "java21", "java25"],
    foreign: [],
    retired: ["java8"],
    gone: [],
  },
  {
    ...NOTHING_HERE,
    name: "ruby",
    supported: ["ruby3.2", "ruby3.3", "ruby3.4", "ruby4.0"],
    foreign: [],
    retired: ["ruby2.7"],
    gone: ["ruby2.5"],
    moduleEndings: [".rb"],
  },
];

const BY_RUNTIME: ReadonlyMap<string, RuntimeFamily> = new Map(
  RUNTIME_FAMILIES.flatMap((family) =>
    [...family.supported, ...family.foreign, ...family.retired, ...family.gone].map(
      (runtime) => [runtime, family] as const,
    ),
  ),
);

/** The family of a runtime; undefined for a runtime that AWS never had. */
export function familyOf(runtime: string): RuntimeFamily | undefined {
  return BY_RUNTIME.get(runtime);
}

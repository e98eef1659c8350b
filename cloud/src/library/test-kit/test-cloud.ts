import type { RunningCloud } from "../running-cloud.ts";
import type {
  FunctionCallSeen,
  MessageSeen,
  NextMessage,
  NextOptions,
  NextRefusal,
  PublishSeen,
  RefusalSeen,
} from "./events.ts";

/** Time of a test cloud: runs as the machine's does and can be set ahead. */
export interface TestClock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * From now on the cloud is further ahead: tokens, codes, sessions and locks expire. Signatures stay
   * on the machine's time, so that clients and functions need not know.
   */
  advance(seconds: number): void;
}

/** Whom to sign in, and where. */
export interface SignInRequest {
  /** Id, name or `stack/LogicalId`; may be left out where the cloud has one pool. */
  readonly userPoolId?: string;
  /** Id, name or `stack/LogicalId`; may be left out where the pool has one app client. */
  readonly clientId?: string;
  /** A new person when left out; made when the pool does not know them. */
  readonly username?: string;
  /** Left out, one is made, and remembered for the next sign-in of the same person. */
  readonly password?: string;
  /** Groups to be in, which the pool must have. */
  readonly groups?: readonly string[];
  /** e.g. `{ name: "Eve" }`; a user name with an @ becomes the verified `email` unless given. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Base32 secret of an authenticator app that was enrolled elsewhere. */
  readonly totpSecret?: string;
}

/** A person with the tokens of one sign-in. */
export interface SignedIn {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds until access and ID token expire. */
  readonly expiresIn: number;
}

/**
 * A cloud for tests. The waiters look at what has happened since the cloud started, oldest first; each
 * event is handed out once. So a test acts first and asks afterwards, and never sleeps.
 */
export interface TestCloud extends RunningCloud {
  readonly clock: TestClock;
  /**
   * Signs in over SRP, as an app does: first passwords are changed, a required authenticator app is
   * enrolled and its codes are given.
   * @throws Error with AWS's code as its name when the pool refuses
   */
  signIn(request?: SignInRequest): Promise<SignedIn>;
  /** The next e-mail or SMS, with the code inside. */
  nextMessage(options?: NextMessage): Promise<MessageSeen>;
  /** The next publish to a topic that the filter takes; `+` and `#` as in a subscription. */
  nextPublish(topicFilter: string, options?: NextOptions): Promise<PublishSeen>;
  /**
   * The end of the next call of a function, whoever made it.
   * @param functionName the function's name, its logical id, or `stack/LogicalId`
   */
  nextCall(functionName: string, options?: NextOptions): Promise<FunctionCallSeen>;
  /** The next refused request, also one of a function: which rule, and what would have let it pass. */
  nextRefusal(options?: NextRefusal): Promise<RefusalSeen>;
}

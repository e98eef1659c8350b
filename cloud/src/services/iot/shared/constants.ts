/** Limits of AWS IoT Core. @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html */
export const MAX_CLIENT_ID_BYTES = 128;
export const MAX_TOPIC_BYTES = 256;
export const MAX_TOPIC_SLASHES = 7;
export const MAX_PAYLOAD_BYTES = 131_072;
export const MAX_FILTERS_PER_SUBSCRIBE = 8;
export const MAX_SUBSCRIPTIONS = 50;
export const MAX_INFLIGHT = 100;
export const MAX_KEEP_ALIVE_SECONDS = 1200;
export const MIN_KEEP_ALIVE_SECONDS = 30;
export const SESSION_EXPIRY_SECONDS = 3600;
/** Longest packet taken: a full payload, the longest topic and the headers round them. */
export const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + 1024;
/** Messages kept in memory for one connected client that does not read. */
export const MAX_WAITING_MESSAGES = 10_000;
/** Unsent bytes of a connection beyond which QoS 0 messages are dropped for it. */
export const SLOW_CONNECTION_BYTES = 1_048_576;
export const CONNECT_TIMEOUT_SECONDS = 30;

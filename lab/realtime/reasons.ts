/** What the server says when it refuses, as clients compare it. The code is the part before `: `. */

export const handshakeErrors = {
  missing: [401, "API key is missing"],
  malformed: [401, "The token provided is not a valid JWT"],
  signature: [401, "Failed to validate JWT signature"],
  expired: [401, "Token has expired"],
  claims: [401, "Fields `role` and `exp` are required in JWT"],
  signer: [401, "Failed to generate JWT signer, check your JWT secret or JWKS configuration"],
  users: [429, "Too many connected users"],
  joins: [429, "Too many joins per second"],
} as const satisfies Record<string, readonly [status: number, error: string]>;

const noRead = (topic: string) =>
  `You do not have permissions to read from this Channel topic: ${topic}`;

export const joinReasons = {
  unauthorized: (topic: string) => `Unauthorized: ${noRead(topic)}`,
  topicName: "TopicNameRequired: You must provide a topic name",
  channels: "ChannelRateLimitReached: Too many channels",
  joins: "ClientJoinRateLimitReached: Too many joins per second",
  partition: "MissingPartition: Realtime was unable to find the expected messages partition",
  replayPublic: "UnableToReplayMessages: Replay is not allowed for public channels",
  replayParams: "UnableToReplayMessages: Replay params are not valid",
  config: "UnknownErrorOnChannel: no function clause matching in Access.get/3",
  database: "IncreaseConnectionPool: Please increase your connection pool size",
};

/** Of a token, by what is wrong with it: in the answer to a join, and in the system frame when it was a refresh. */
export const tokenReasons = {
  malformed: {
    join: "MalformedJWT: The token provided is not a valid JWT",
    refresh: "The token provided is not a valid JWT",
  },
  signature: {
    join: "JwtSignatureError: Failed to validate JWT signature",
    refresh: ":signature_error",
  },
  signer: {
    join: "JwtSignerError: Failed to generate JWT signer, check your JWT secret or JWKS configuration",
    refresh: "Failed to generate JWT signer, check your JWT secret or JWKS configuration",
  },
  claims: {
    join: "InvalidJWTToken: Fields `role` and `exp` are required in JWT",
    refresh: "Fields `role` and `exp` are required in JWT",
  },
};

export const expiredReason = (seconds: number): string =>
  `Token has expired ${seconds} seconds ago`;

export const systemMessages = {
  noRead,
  replication: "Replication connection established",
  subscribed: "Subscribed to PostgreSQL",
  tooManyMessages: "Too many messages per second",
  presenceCalls: "Client presence rate limit exceeded",
  presenceSize: "Track message size exceeded",
};

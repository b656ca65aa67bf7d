import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { Database } from "../db/database.ts";
import { dropChannel } from "./context.ts";
import type { Context } from "./context.ts";
import { followMessages } from "./from-database.ts";
import { answerRefusal, shakeHands } from "./handshake.ts";
import { answerHttp } from "./http.ts";
import { Hub } from "./hub.ts";
import { cutAll, incidents, recover } from "./incidents.ts";
import { DEFAULT_LIMITS, RateCounter } from "./limits.ts";
import type { Limits } from "./limits.ts";
import { route } from "./router.ts";
import type { Version } from "./serializer.ts";
import { RealtimeSocket } from "./socket.ts";

export interface RealtimeOptions {
  db: Database;
  /** 0 takes any free port. */
  port: number;
  /** 127.0.0.1 when absent. */
  host?: string;
  jwtSecret: string;
  /** How long an error answer to a join is held back, the socket with it. In ms, 5000 when absent. */
  deniedHoldMs?: number;
  /** How long a refused handshake is held back. In ms, 2000 when absent. */
  handshakeDelayMs?: number;
  /** How long a socket may be silent. In ms, 60000 when absent. */
  idleMs?: number;
  /** Read whenever one is needed, so changing them takes effect at once. */
  limits?: Partial<Limits>;
  faults?: () => ReadonlySet<string>;
}

export interface Realtime {
  port: number;
  /** As SIGTERM: every socket is closed with 1012. */
  close(): Promise<void>;
  /** Cuts every connection: clients see 1006. */
  cut(): void;
  /** Makes happen what a fault of that name does in the moment in which it is switched on; most do nothing then. */
  strike(fault: string): void;
  /** Takes back what {@link Realtime.strike} left behind. */
  recover(): void;
}

const MAX_FRAME_BYTES = 5_000_000;
/** Faults that let nobody in. */
const CLOSED = ["realtime.down", "realtime.restarting"];
const NO_FAULTS: ReadonlySet<string> = new Set();

function contextOf(options: RealtimeOptions): Context {
  const { limits = {} } = options;
  const bucketMs = limits.bucketMs ?? DEFAULT_LIMITS.bucketMs;
  return {
    db: options.db,
    secret: new TextEncoder().encode(options.jwtSecret),
    deniedHoldMs: options.deniedHoldMs ?? 5000,
    handshakeDelayMs: options.handshakeDelayMs ?? 2000,
    limit: (name) => limits[name] ?? DEFAULT_LIMITS[name],
    faults: options.faults ?? (() => NO_FAULTS),
    hub: new Hub(),
    joins: new RateCounter(bucketMs),
    events: new RateCounter(bucketMs),
    sockets: new Set(),
  };
}

function accept(context: Context, ws: WebSocket, version: Version, apiKey: string): void {
  const socket = new RealtimeSocket({
    ws,
    version,
    apiKey,
    handle: (from, message) => route(context, from, message),
  });
  context.sockets.add(socket);
  ws.on("message", (data, isBinary) => socket.receive(data as Buffer, isBinary));
  // A frame over the limit, or a connection reset: it is cut, and `close` follows.
  ws.on("error", () => ws.terminate());
  ws.on("close", () => {
    socket.gone();
    for (const channel of socket.channels.values()) dropChannel(context, channel);
    context.sockets.delete(socket);
  });
}

/**
 * Starts the stand-in for the Realtime server: websocket at /socket/websocket and /realtime/v1/websocket, broadcasts over
 * HTTP, private topics decided by the policies in `db`. Rejects when the port is taken.
 */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const context = contextOf(options);
  const http = createServer((request, response) => {
    answerHttp(context, request, response).catch(() => response.destroy());
  });
  const websockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on("error", () => stream.destroy());
    if (CLOSED.some((fault) => context.faults().has(fault))) return stream.destroy();
    const hands = await shakeHands(context, request);
    if ("status" in hands) return answerRefusal(context, stream, hands);
    websockets.handleUpgrade(request, stream, head, (ws) =>
      accept(context, ws, hands.version, hands.apiKey),
    );
  };
  http.on("upgrade", (request, stream, head) => {
    upgrade(request, stream, head).catch(() => stream.destroy());
  });

  const stopFollowing = await followMessages(context);
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });

  const idleMs = options.idleMs ?? 60_000;
  const sweep = setInterval(
    () => {
      for (const socket of context.sockets) {
        if (Date.now() - socket.lastInboundAt > idleMs) socket.close(1000);
      }
    },
    Math.min(idleMs, 5000),
  );

  return {
    port: (http.address() as AddressInfo).port,
    cut: () => cutAll(context),
    strike: (fault) => incidents[fault]?.(context),
    recover: () => recover(context),
    close: async () => {
      clearInterval(sweep);
      await stopFollowing();
      const closed = new Promise((resolve) => http.close(resolve));
      for (const socket of context.sockets) socket.close(1012);
      // A client that does not answer the close frame is not waited for.
      setTimeout(() => {
        for (const socket of context.sockets) socket.terminate();
      }, 500).unref();
      http.closeIdleConnections();
      await closed;
    },
  };
}

/** The package has no types: this is what the tests use of it. */
declare module "react-devtools-inline/backend" {
  interface Wall {
    listen(hear: (message: unknown) => void): () => void;
    send(event: string, payload: unknown): void;
  }
  interface Bridge {
    send(event: string, payload?: unknown): void;
  }
  export function initialize(window: Window): void;
  export function createBridge(window: Window, wall: Wall): Bridge;
  export function activate(window: Window, options: { bridge: Bridge }): void;
}

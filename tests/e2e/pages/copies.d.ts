/** What apps.tsx puts into the window, as far as tests call it. */
type Send = (client: number, topic: string) => Promise<unknown>;
type Mutate = (...args: unknown[]) => Promise<unknown>;

interface Copy {
  clients: { getChannels(): { state: string }[] }[];
  connect(base?: string): number;
  listen(client: number, topic: string, config?: object): void;
  leave: Send;
  track: Send;
  httpSend: Send;
  sendUnjoined: Send;
  mutate: Mutate;
  twoCaches(key: string): void;
  inner: { bound: Mutate; scoped: Mutate };
  infinite(): void;
  list: { mutate: Mutate; setSize(size: number): void };
  mutation(): void;
  trigger(): Promise<unknown>;
  strict(key: string): void;
  unmount(): void;
}
interface Window {
  /** As docs/register.md has it. */
  readonly __HOPSCOPE__?: { register(client: object): void };
}
declare const one: Copy;
declare const two: Copy;

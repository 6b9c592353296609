// SPDX-License-Identifier: MPL-2.0
/** `mintur serve` with files of its own, and the identity provider that `make oidc-provider` installs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { binary } from './office';

const secret = 'a-secret-of-the-test-client-only';
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const { port } = listener.address() as AddressInfo;
  await new Promise((closed) => listener.close(closed));
  return port;
}

/** The first line with these words. The stream is read to its end, or its process would wait to write. */
function lineWith(process: ChildProcess, stream: 'stdout' | 'stderr', words: string): Promise<string> {
  const said: string[] = [];
  return new Promise((found, failed) => {
    const from = process[stream];
    if (!from) return failed(new Error('nothing to read'));
    createInterface(from).on('line', (line) => {
      said.push(line);
      if (line.includes(words)) found(line);
    });
    process.once('exit', (code) => failed(new Error(`ended (${code}): ${said.join('\n')}`)));
  });
}

export class Service {
  readonly base: string;
  #folder: string;
  #processes: ChildProcess[] = [];
  #server: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.base = `http://127.0.0.1:${port}`;
  }

  /** With a folder, an address, and nothing running. */
  static async prepared(): Promise<Service> {
    const folder = await mkdtemp(join(tmpdir(), 'mintur-service-'));
    return new Service(folder, await freePort());
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.#folder, name), text, { mode: 0o600 });
  }

  /** Starts the provider; answers with its address. */
  async startProvider(office: string): Promise<string> {
    const installed = join(root, 'target/oidc-provider');
    if (!existsSync(join(installed, 'node_modules'))) throw new Error('run make oidc-provider');
    // Beside what it imports.
    await copyFile(join(root, 'tests/oidc/provider/provider.js'), join(installed, 'provider.js'));
    const provider = spawn('node', ['provider.js', this.base, secret, '0', office], { cwd: installed });
    this.#processes.push(provider);
    await this.write('oidc.secret', secret);
    return lineWith(provider, 'stdout', 'http://');
  }

  async start(): Promise<void> {
    const server = spawn(binary, ['serve', '--config', join(this.#folder, 'mintur.toml')], {
      env: { ...process.env, NO_PROXY: '127.0.0.1' },
    });
    this.#server = server;
    this.#processes.push(server);
    await lineWith(server, 'stderr', 'accepts connections');
  }

  readAnew(): void {
    this.#server?.kill('SIGHUP');
  }

  async end(): Promise<void> {
    const running = this.#processes.filter(({ exitCode }) => exitCode === null);
    const ended = running.map((process) => new Promise((gone) => process.once('exit', gone)));
    for (const process of running) process.kill('SIGKILL');
    await Promise.all(ended);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** An office that is open at any hour, with one desk and one errand. */
export const office = (more = ''): string => `
[office]
id = "midtby"
name = "Borgerservice Prøveby"
${more}
time_zone = "Europe/Copenhagen"
opening_hours = [${days.map((day) => `{ weekday = "${day}", opens = "00:00", closes = "23:59" }`).join(', ')}]
desks = [{ id = "1", name = "1", features = ["without_photo"] }]

[[office.errands]]
id = "address"
minutes = 10
minutes_without_photo = 10
likely_minutes = 10
likely_minutes_without_photo = 10
`;

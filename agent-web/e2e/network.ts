import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM } from './agent'

/**
 * A network between a browser and this machine whose links can be cut: two network namespaces, the browser's and a router's.
 *
 *     this machine (host) -- far -- router -- near -- agent (the browser)
 *
 * While the far link is down, packets vanish without a word. While the near link is down, the browser sees its own cable out.
 * It needs Linux, iproute2 and the right to make namespaces (root).
 */
export type Link = 'near' | 'far'

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()

export class Network {
  /** This machine's address, as the browser reaches it. */
  readonly host: string
  /** Starts Chromium in the browser's namespace. */
  readonly executable: string
  private readonly dir = mkdtempSync(join(tmpdir(), 'network-'))
  private readonly agent: string
  private readonly router: string

  private constructor(id: number) {
    // Names and addresses of this process alone: tests of several folders run at the same time.
    this.agent = `hotline-${id}-agent`
    this.router = `hotline-${id}-router`
    const net = `10.221.${id % 250}`
    this.host = `${net}.1`
    this.executable = join(this.dir, 'chromium')
    writeFileSync(this.executable, `#!/bin/sh\nexec ip netns exec ${this.agent} ${CHROMIUM} "$@"\n`)
    chmodSync(this.executable, 0o755)
    const at = (ns: string, ...args: string[]) => ip('-n', ns, ...args)
    ip('netns', 'add', this.agent)
    ip('netns', 'add', this.router)
    const outside = `hl${id}`
    ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'far', 'netns', this.router)
    at(this.router, 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'cable', 'netns', this.agent)
    ip('addr', 'add', `${this.host}/30`, 'dev', outside)
    ip('link', 'set', outside, 'up')
    at(this.router, 'addr', 'add', `${net}.2/30`, 'dev', 'far')
    at(this.router, 'addr', 'add', `${net}.5/30`, 'dev', 'near')
    at(this.agent, 'addr', 'add', `${net}.6/30`, 'dev', 'cable')
    for (const link of ['far', 'near', 'lo']) at(this.router, 'link', 'set', link, 'up')
    for (const link of ['cable', 'lo']) at(this.agent, 'link', 'set', link, 'up')
    // Where a link is down, its route is gone; without these the sender would be told.
    for (const part of ['0', '4'])
      at(this.router, 'route', 'add', 'blackhole', `${net}.${part}/30`, 'metric', '9000')
    at(this.agent, 'route', 'add', 'default', 'via', `${net}.5`)
    ip('route', 'add', `${net}.4/30`, 'via', `${net}.2`)
    const forward = 'echo 1 > /proc/sys/net/ipv4/ip_forward'
    execFileSync('ip', ['netns', 'exec', this.router, 'sh', '-c', forward])
  }

  static open(): Network {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      throw new Error(
        'this test cuts a network between two namespaces: run it as root on Linux, with iproute2 (ip netns)',
      )
    sweep()
    return new Network(process.pid)
  }

  cut(link: Link): void {
    ip('-n', this.router, 'link', 'set', link, 'down')
  }

  mend(link: Link): void {
    ip('-n', this.router, 'link', 'set', link, 'up')
  }

  close(): void {
    remove(this.agent)
    remove(this.router)
    rmSync(this.dir, { recursive: true })
  }
}

const remove = (ns: string) => ip('netns', 'del', ns)

/** Takes away what a run that was killed has left. */
function sweep(): void {
  for (const line of ip('netns', 'list').split('\n')) {
    const [ns, pid] = /^hotline-(\d+)-\w+/.exec(line) ?? []
    if (ns && !existsSync(`/proc/${pid}`)) remove(ns)
  }
}

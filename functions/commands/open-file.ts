import { spawn } from 'node:child_process'
import type { Io } from './command.ts'

/** Hands a file to the desktop's browser. Without a desktop, and when the hand-over fails, nothing happens. */
export async function openFile(file: string, { out }: Io): Promise<void> {
  const hasDesktop =
    process.platform in openers || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!out.isTTY || !hasDesktop) return
  const [command = 'xdg-open', ...rest] = openers[process.platform] ?? []
  await new Promise<void>((done) => {
    const child = spawn(command, [...rest, file], { detached: true, stdio: 'ignore' })
    child.on('error', () => done())
    child.on('spawn', () => {
      child.unref()
      done()
    })
  })
}

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer'],
}

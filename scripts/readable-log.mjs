const levels = { 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
const hidden = new Set(['level', 'time', 'msg', 'err', 'pid', 'hostname'])

/** One line of the API's log as a person reads it; a line that is no JSON object stays as it is. */
export function readableLine(line) {
  const entry = parse(line)
  if (!entry) return line
  const facts = Object.entries(entry)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const head = [levels[entry.level] ?? 'log', entry.msg, ...facts].join('  ')
  return entry.err?.stack ? `${head}\n${entry.err.stack}` : head
}

function parse(line) {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
